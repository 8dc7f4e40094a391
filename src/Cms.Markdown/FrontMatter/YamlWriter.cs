using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Cms.Markdown.FrontMatter;

/// <summary>Writes a tree as block-style YAML that reads back to the same tree.</summary>
internal static class YamlWriter
{
    // JSON's strings are YAML's double-quoted ones (YAML 1.2, section 1.3), and letters beyond ASCII stay legible.
    private static readonly JsonSerializerOptions Quoting = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

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
            yaml.Append(' ', indent).Append(IsPlain(key) ? key : Quote(key)).Append(':');
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
                yaml.Append(' ').Append(IsPlain(scalar.Text) && (!scalar.Quoted || ScalarKinds.Of(scalar.Text) == FrontMatterScalarKind.Text) ? scalar.Text : Quote(scalar.Text)).Append('\n');
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
            if (char.IsControl(text[i]) || text[i] is '\u2028' or '\u2029' or '\u0085' or '\uFEFF' || (text[i] == ':' && next == ' ') || (text[i] == ' ' && next == '#'))
            {
                return false;
            }
        }

        return true;
    }

    private static string Quote(string text) => JsonSerializer.Serialize(text, Quoting);
}
