using Cms.Markdown.FrontMatter;
using CsCheck;

namespace Cms.Markdown.Tests.FrontMatter;

/// <summary>Values to try, rich in what one YAML reader or another takes for something else.</summary>
internal static class AnyFrontMatter
{
    private static readonly string[] Texts =
    [
        "", " ", "  a", "a  ", "yes", "No", "ON", "y", "n", "~", "null", "NULL", "true", "2014", "012", "0x1F", "0o17", "1_000", "1,000", "1.0", ".5", "1e5", "-1", "+1", ".inf", "-.Inf", ".NaN", "12:30", "12:30:45",
        "2014-06-09", "2014-06-09 20:00:22 +0200", "2014-6-9", "a: b", "a:", ":a", ": a", "# x", "a # b", "a#b", "C# and F#", "- x", "-", "---", "...", "--- a", "? x", "?", "a?", "[x]", "{x}", "x, y", "x]", "x}", "& x", "&x", "*x", "!x",
        "|", ">", "%x", "@x", "`x`", "'", "\"", "'a'", "\"a\"", "it's", "say \"hi\"", "C:\\dir", "\\", "a\nb", "a\n", "\na", "a\n\nb", "a\r\nb", "a\rb", "\t", "a\tb", "\ta", "a\t", "🐳", "a 🐳 b", "日本語", "ü", "\u0085", "a\u0085b", "\u2028", "a\u2029b",
        "\u00A0", "\u00A0a\u00A0", "\u3000x", "\uFEFF", "a\uFEFFb", "\uFFFD", "\uFFFE", "\uFFFF", "\u007F", "\u0080", "\u009F", "\u0001", "\u001B", "\u0007", "\0", "<<", "=", "{{ x }}", "{% x %}", "<b>", "http://a.b/c?d=e&f#g", "mailto:a@b.c", "10 tips", "1st", "+++", ";;;",
        "e\u0301", "\u202Ea", "a\u200Bb", "Docker 1.0: it's \"here\" # not", "title", "last", "key:value", "a : b", "a ,b", "x:", "''", "\"\"", new string('x', 1_100),
    ];

    public static Gen<string> Text { get; } = Gen.Frequency(
        (4, Gen.Int[0, Texts.Length - 1].Select(i => Texts[i])),
        (1, Gen.Select(Gen.Int[0, Texts.Length - 1], Gen.Int[0, Texts.Length - 1], (i, j) => Texts[i] + Texts[j])),
        (1, Gen.String.Select(text => System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text)))));

    public static Gen<string> OneOfAFewKeys { get; } = Gen.Frequency((3, OneOf("title", "Title", "tags", "x", "a b", "\"", "1", "yes", "<<")), (1, Text));

    private static readonly Gen<FrontMatterValue> Scalar = Gen.Frequency(
        (3, Text.Select(text => (FrontMatterValue)FrontMatterScalar.Of(text))),
        (1, OneOf("true", "2014", "-7", "1.5", "2014-06-09", "2014-06-09 20:00:22 +0200", "2014-06-09T20:00:22Z").Select(text => (FrontMatterValue)FrontMatterScalar.Plain(text))),
        (1, Gen.Const((FrontMatterValue)FrontMatterScalar.Null)));

    public static Gen<FrontMatterValue> Value { get; } = ValueOf(3);

    public static Gen<FrontMatterMap> Map { get; } = MapOf(3);

    public static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(i => texts[i]);

    /// <summary>What a value says, without lines, quotes and the order of keys.</summary>
    public static string Describe(FrontMatterValue? value) => value switch
    {
        null => "nothing",
        FrontMatterList list => $"[{string.Join('\u241E', list.Items.Select(Describe))}]",
        FrontMatterMap map => $"{{{string.Join('\u241E', map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}\u241F{Describe(entry.Value)}"))}}}",
        FrontMatterScalar { Kind: FrontMatterScalarKind.Null } => "null",
        FrontMatterScalar scalar => $"{scalar.Kind} {scalar.Text}",
        _ => "",
    };

    private static Gen<FrontMatterValue> ValueOf(int depth) => depth == 0
        ? Scalar
        : Gen.Frequency((4, Scalar), (1, ValueOf(depth - 1).Array[0, 4].Select(items => (FrontMatterValue)new FrontMatterList(items))), (1, MapOf(depth - 1).Select(map => (FrontMatterValue)map)));

    private static Gen<FrontMatterMap> MapOf(int depth) => Gen.Select(OneOfAFewKeys, ValueOf(depth)).Array[0, 5].Select(entries =>
        new FrontMatterMap([.. entries.DistinctBy(entry => entry.Item1, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2))]));
}
