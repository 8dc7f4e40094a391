using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>Writes a tree as block-style YAML that reads back to the same tree, here and in Psych.</summary>
/// <param name="spelling">How a value, by what it says, is written already; null for values that are new.</param>
internal sealed class YamlWriter(Func<FrontMatterValue, string?>? spelling = null)
{
    // YAML 1.2, section 7.4.2, allows 1024 characters; a longer key has to be announced.
    private const int LongestSimpleKey = 1_000;

    public static string Write(FrontMatterMap map)
    {
        var yaml = new StringBuilder();
        new YamlWriter().WriteMap(yaml, map, indent: 0, isFirstInLine: true);
        return yaml.ToString();
    }

    /// <summary>The value as YAML can hold it: well-formed text, and text where the kind does not fit the spelling.</summary>
    public static FrontMatterValue Fit(FrontMatterValue value) => value switch
    {
        FrontMatterScalar { Kind: FrontMatterScalarKind.Null } => value,
        FrontMatterScalar scalar when scalar.Kind != FrontMatterScalarKind.Text && ScalarKinds.Of(scalar.Text) == scalar.Kind => scalar with { Quoted = false },
        FrontMatterScalar scalar => scalar with { Text = WellFormed(scalar.Text), Kind = FrontMatterScalarKind.Text, Quoted = true },
        FrontMatterList list => list with { Items = [.. list.Items.Select(Fit)] },
        FrontMatterMap map => Fit(map),
        _ => value,
    };

    public static FrontMatterMap Fit(FrontMatterMap map)
    {
        var fitting = new MapBuilder();
        foreach (var (key, value) in map.Entries)
        {
            fitting.Set(WellFormed(key), Fit(value));
        }

        return fitting.Build();
    }

    public static string Key(string key)
    {
        var written = SpellKey(key);
        return written.Length > LongestSimpleKey ? $"? {written}\n:" : $"{written}:";
    }

    /// <summary>What stands behind a key's colon, with the blank or line end in front and none behind.</summary>
    public string Value(FrontMatterValue value, int indent, int listIndent)
    {
        var yaml = new StringBuilder();
        WriteValue(yaml, value, indent, listIndent);
        return yaml.ToString().TrimEnd('\n');
    }

    /// <summary>A list or map in brackets, on one line.</summary>
    public string Flow(FrontMatterValue value) => value switch
    {
        _ when spelling?.Invoke(value) is { } written => written,
        FrontMatterList list => $"[{string.Join(", ", list.Items.Select(Flow))}]",
        FrontMatterMap map => $"{{{string.Join(", ", map.Entries.Select(entry => $"{SpellKey(entry.Key)}: {Flow(entry.Value)}"))}}}",
        _ => YamlScalars.Spell((FrontMatterScalar)value, isInFlow: true),
    };

    // Without the tag, Psych and we would merge the map that it holds into this one.
    private static string SpellKey(string key) => key == "<<" ? "!!str '<<'"
        : YamlScalars.Spell(FrontMatterScalar.Of(key), key.All(letter => char.IsLetterOrDigit(letter) || letter is ' ' or '_' or '-' or '.' or '/') ? YamlNotation.Plain : YamlNotation.DoubleQuoted);

    /// <summary>The text with U+FFFD for each half of a surrogate pair.</summary>
    public static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private void WriteMap(StringBuilder yaml, FrontMatterMap map, int indent, bool isFirstInLine)
    {
        foreach (var (key, value) in map.Entries)
        {
            yaml.Append(' ', isFirstInLine ? indent : 0).Append(Key(key).Replace("\n", $"\n{new string(' ', indent)}", StringComparison.Ordinal));
            WriteValue(yaml, value, indent, indent + 2);
            isFirstInLine = true;
        }
    }

    private void WriteValue(StringBuilder yaml, FrontMatterValue value, int indent, int listIndent)
    {
        switch (value)
        {
            case FrontMatterScalar { Kind: FrontMatterScalarKind.Null }:
                yaml.Append('\n');
                break;
            case FrontMatterScalar scalar:
                yaml.Append(' ').Append(YamlScalars.Spell(scalar)).Append('\n');
                break;
            case FrontMatterMap { Entries: [] }:
                yaml.Append(" {}\n");
                break;
            case FrontMatterList { Items: [] }:
                yaml.Append(" []\n");
                break;
            case FrontMatterMap map:
                yaml.Append('\n');
                WriteMap(yaml, map, indent + 2, isFirstInLine: true);
                break;
            case FrontMatterList list:
                yaml.Append('\n');
                foreach (var item in list.Items)
                {
                    yaml.Append(' ', listIndent).Append('-');
                    WriteItem(yaml, item, listIndent);
                }

                break;
        }
    }

    private void WriteItem(StringBuilder yaml, FrontMatterValue item, int indent)
    {
        switch (item)
        {
            case var known when spelling?.Invoke(known) is { } written:
                yaml.Append(' ').Append(written).Append('\n');
                break;
            case FrontMatterMap { Entries: not [] } map:
                yaml.Append(' ');
                WriteMap(yaml, map, indent + 2, isFirstInLine: false);
                break;
            case FrontMatterList { Items: not [] } list when list.Items.All(inner => inner is FrontMatterScalar):
                yaml.Append(' ').Append(Flow(list)).Append('\n');
                break;
            default:
                WriteValue(yaml, item, indent, indent + 2);
                break;
        }
    }
}
