using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cms.Markdown.FrontMatter;

/// <summary>Writes a tree as block-style YAML that reads back to the same tree.</summary>
internal static class YamlWriter
{
    // JSON's strings are YAML's double-quoted ones (YAML 1.2, section 1.3), and letters beyond ASCII stay legible.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // YAML 1.2, section 7.4.2, allows 1024 characters; a longer key has to be announced.
    private const int LongestSimpleKey = 1_000;
    private const string PlainMarks = " -_./:+()!?@=~$%;";

    public static string Write(FrontMatterMap map)
    {
        var yaml = new StringBuilder();
        WriteMap(yaml, map, indent: 0);
        return yaml.ToString();
    }

    private static void WriteMap(StringBuilder yaml, FrontMatterMap map, int indent)
    {
        foreach (var (key, value) in map.Entries)
        {
            var written = IsPlain(key) ? key : Quote(key);
            if (written.Length > LongestSimpleKey)
            {
                yaml.Append(' ', indent).Append("? ").Append(written).Append('\n').Append(' ', indent).Append(':');
            }
            else
            {
                yaml.Append(' ', indent).Append(written).Append(':');
            }

            WriteValue(yaml, value, indent);
        }
    }

    private static void WriteValue(StringBuilder yaml, FrontMatterValue value, int indent)
    {
        switch (value)
        {
            case FrontMatterScalar { Kind: FrontMatterScalarKind.Null }:
                yaml.Append('\n');
                break;
            case FrontMatterScalar scalar:
                // What was plain and no text, as -7, has to stay plain to mean the same; what was quoted may lose its quotes if it stays text.
                var plain = scalar.Kind != FrontMatterScalarKind.Text || (IsPlain(scalar.Text) && ScalarKinds.Of(scalar.Text) == FrontMatterScalarKind.Text);
                yaml.Append(' ').Append(plain ? scalar.Text : Quote(scalar.Text)).Append('\n');
                break;
            case FrontMatterMap { Entries: [] }:
                yaml.Append(" {}\n");
                break;
            case FrontMatterList { Items: [] }:
                yaml.Append(" []\n");
                break;
            case FrontMatterMap map:
                yaml.Append('\n');
                WriteMap(yaml, map, indent + 2);
                break;
            case FrontMatterList list:
                yaml.Append('\n');
                foreach (var item in list.Items)
                {
                    yaml.Append(' ', indent + 2).Append('-');
                    WriteValue(yaml, item, indent + 2);
                }

                break;
        }
    }

    // Stricter than YAML: what is not obviously plain is quoted. Colons pass where no blank follows, as in a URL or a time.
    private static bool IsPlain(string text)
    {
        if (text.Length == 0 || !(char.IsLetterOrDigit(text[0]) || text[0] is '/' or '_' or '.' or '+') || text[^1] is ' ' or ':' || text.StartsWith("...", StringComparison.Ordinal))
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var next = i + 1 < text.Length ? text[i + 1] : ' ';
            if (!(char.IsLetterOrDigit(text[i]) || PlainMarks.Contains(text[i], StringComparison.Ordinal)) || (text[i] == ':' && next == ' '))
            {
                return false;
            }
        }

        return true;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);
}
