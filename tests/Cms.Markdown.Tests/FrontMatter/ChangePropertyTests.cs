using System.Text;
using Cms.Markdown.FrontMatter;
using CsCheck;

namespace Cms.Markdown.Tests.FrontMatter;

/// <summary>What holds for every change to every front matter.</summary>
public class ChangePropertyTests
{
    // Each a key, its name as KEY, with its comments, in one of the ways that people write.
    private static readonly string[] YamlWays =
    [
        "KEY: plain text\n", "KEY: 'single'   # why\n", "KEY: \"double \\\" quoted\"\n", "KEY:\n", "KEY:   # nothing yet\n", "\"KEY\": 1\n", "'KEY' :  x\n", "# above\nKEY: |\n   literal\n\n     more\n", "KEY: >-\n  folded\n  text\n\n",
        "KEY: plain\n  goes on\n", "KEY: \"quoted\n  goes on\"\n", "KEY: [a, 'b', \"c\"] # flow\n", "KEY: [a,\n  b]\n", "KEY:\n- a\n- 'b'  # item\n", "KEY: # list\n  - a: 1\n    b: 2\n  # between\n  - c\n", "KEY:\n    x: y\n    z: [1]\n",
        "KEY: {a: b}\n", "KEY: ! 'tagged'\n", "KEY: 2014-06-09 10:00:00 +0200\n", "KEY: yes\n\n\n", "KEY: |+\n  kept\n\n", "KEY: Docker: the good parts\n", "KEY: @home\n", "KEY: ü 🐳 \u2028 x\n", "KEY: a\u00A0\n", "KEY: \"open at\nthe edge\"\n",
    ];

    private static readonly string[] TomlWays =
    [
        "KEY = \"basic\"\n", "KEY = 'literal' # why\n", "KEY=1\n", "# above\nKEY = [\"a\",\n  'b', # item\n]\n", "KEY = \"\"\"\nmany\nlines\"\"\"\n", "KEY = 2014-09-28T10:00:00+02:00\n", "KEY = { a = 1 }\n", "KEY.a = 1\n\n", "KEY = '''x'''\n", "\"KEY\" = true\n",
    ];

    private static readonly string[] JsonWays =
        ["\"KEY\": \"text\"", "\"KEY\":1.5", "\"KEY\" : [\n    \"a\",\n    \"b\"\n  ]", "\"KEY\": { \"a\": null }", "\"KEY\": null", "\"KEY\": \"\\u00fc 🐳\""];

    private static readonly string[] Keys = ["title", "Tags", "x_y", "last-modified", "öl"];

    private static readonly Gen<(string[] Blocks, int Changed, FrontMatterValue? Value, string LineEnd)> Yaml = Blocks(YamlWays, Keys);
    private static readonly Gen<(string[] Blocks, int Changed, FrontMatterValue? Value, string LineEnd)> Toml = Blocks(TomlWays, Keys[..4]);
    private static readonly Gen<(string[] Blocks, int Changed, FrontMatterValue? Value, string LineEnd)> Json = Blocks(JsonWays, Keys);

    [Fact]
    public void What_is_composed_reads_the_same() => Gen.Select(AnyFrontMatter.Map, AnyFrontMatter.Text).Sample((map, body) =>
    {
        var file = MarkdownFile.Parse(MarkdownFile.Compose(map, $"Body\n{body}"));

        file.Refusal.ShouldBeNull();
        AnyFrontMatter.Describe(file.FrontMatter).ShouldBe(AnyFrontMatter.Describe(map));
        file.Warnings.ShouldAllBe(warning => warning.Code == "nul-dropped");
    });

    [Fact]
    public void A_change_to_yaml_leaves_all_other_lines() => Yaml.Sample(sample =>
    {
        var (blocks, changed, value, lineEnd) = sample;
        var (before, after) = Around(blocks, changed, lineEnd);
        var text = $"---{lineEnd}{Lines(string.Concat(blocks), lineEnd)}---{lineEnd}Body";

        var written = Change(text, FrontMatterEnvelopes.Jekyll, Keys[changed], value);

        written.ShouldStartWith($"---{lineEnd}{before}");
        written.ShouldEndWith($"{after}---{lineEnd}Body");
        if (lineEnd == "\r\n")
        {
            written.Count(letter => letter == '\n').ShouldBe(written.Split("\r\n").Length - 1);
        }
    });

    [Fact]
    public void A_change_to_toml_leaves_all_other_lines() => Toml.Sample(sample =>
    {
        var (blocks, changed, value, lineEnd) = sample;
        var tables = Lines("[params]\n  cover = 'a.png' # c\n\n[[resources]]\nsrc = \"b\"\n[[resources]]\n", lineEnd);
        var text = $"+++{lineEnd}{Lines(string.Concat(blocks), lineEnd)}{tables}+++{lineEnd}Body";

        var written = Change(text, FrontMatterEnvelopes.Hugo, Keys[changed], value, FrontMatterFormat.Toml);

        var (before, after) = Around(blocks, changed, lineEnd);
        written.ShouldStartWith($"+++{lineEnd}{before}");
        written.ShouldEndWith($"{(written.Contains(after, StringComparison.Ordinal) ? "" : after)}{tables}+++{lineEnd}Body");
    });

    [Fact]
    public void A_change_to_json_leaves_all_other_members() => Gen.Select(Json, Gen.Bool).Sample((sample, isHexo) =>
    {
        var (blocks, changed, value, lineEnd) = sample;
        var members = Lines(string.Join(",\n  ", blocks), lineEnd);
        var text = isHexo ? $"{members}{lineEnd};;;{lineEnd}Body" : $"{{{lineEnd}  {members}{lineEnd}}}{lineEnd}Body";

        var written = Change(text, isHexo ? FrontMatterEnvelopes.Hexo : FrontMatterEnvelopes.Hugo, Keys[changed], value, FrontMatterFormat.Json);

        foreach (var block in blocks.Where((_, i) => i != changed))
        {
            written.ShouldContain(Lines(block, lineEnd));
        }
    });

    [Fact]
    public void A_key_that_is_added_comes_below_what_is_there() => Gen.Select(Yaml, AnyFrontMatter.OneOfAFewKeys, AnyFrontMatter.Value).Sample((sample, key, value) =>
    {
        var (blocks, _, _, lineEnd) = sample;
        var head = $"---{lineEnd}{Lines(string.Concat(blocks), lineEnd)}";
        if (Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        Change($"{head}---{lineEnd}", FrontMatterEnvelopes.Jekyll, key, value).ShouldStartWith(head);
    });

    [Fact]
    public void Any_change_to_any_text_is_read_back() => Gen.Select(AnyText, AnyFrontMatter.OneOfAFewKeys, AnyFrontMatter.Value, Gen.Bool).Sample((text, key, value, removes) =>
    {
        if (MarkdownFile.Parse(text, FrontMatterEnvelopes.All).Refusal is null)
        {
            Change(text, FrontMatterEnvelopes.All, key, removes ? null : value);
        }
    });

    private static readonly string[] Marks =
    [
        "---\n", "+++\n", ";;;\n", "{", "}", "title: ", "Title: ", "\"title\": ", "title = ", "x: ", "- ", "[", "]", ", ", "\n", "\n  ", "  ", "a", "b c", "'", "\"", "# c\n", " # c", "|\n", ">\n", "&a ", "*a", "<<: ", "? ", ": ", "!x ", "\r\n", "\t",
        "1", "2014-06-09", "[t]\n", "[[t]]\n", "a.b = 1\n", "\"\"\"", "...\n", "\u0085", "\u2028", "\uFEFF", "é", "🐳", "%", "@", "\\",
    ];

    private static readonly Gen<string> AnyText = Gen.Select(
        AnyFrontMatter.OneOf("---\n", "+++\n", ";;;\n", "{\"", "title: ", "\"title\": "),
        Gen.Int[0, Marks.Length - 1].Select(i => Marks[i]).Array[0, 20].Select(string.Concat),
        AnyFrontMatter.OneOf("\n---\n", "\n+++\n", "\n;;;\n", "}\n"),
        (start, text, end) => $"{start}{text}{end}Body\n");

    // The text after the change, which says what it should.
    private static string Change(string text, FrontMatterEnvelopes envelopes, string key, FrontMatterValue? value, FrontMatterFormat? format = null)
    {
        var file = MarkdownFile.Parse(text, envelopes);
        file.Refusal.ShouldBeNull(text);
        var written = Encoding.UTF8.GetString(file.With([new(key, value)]));
        var changed = MarkdownFile.Parse(written, envelopes);
        changed.Refusal.ShouldBeNull(written);
        changed.Body.ShouldBe(file.Body);
        changed.Format.ShouldBe(format ?? (file.Format == FrontMatterFormat.None && value is not null ? FrontMatterFormat.Yaml : file.Format));
        Others(changed, key).ShouldBe(Others(file, key));
        if (value is null)
        {
            changed.FrontMatter[key].ShouldBeNull();
        }
        else if (changed.Format == FrontMatterFormat.Yaml)
        {
            AnyFrontMatter.Describe(changed.FrontMatter[key]).ShouldBe(AnyFrontMatter.Describe(value), written);
        }

        return written;
    }

    private static string Others(MarkdownFile file, string key) =>
        AnyFrontMatter.Describe(new FrontMatterMap([.. file.FrontMatter.Entries.Where(entry => !string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))]));

    private static (string Before, string After) Around(string[] blocks, int changed, string lineEnd) =>
        (Lines(string.Concat(blocks[..changed]), lineEnd), Lines(string.Concat(blocks[(changed + 1)..]), lineEnd));

    private static string Lines(string text, string lineEnd) => text.Replace("\n", lineEnd, StringComparison.Ordinal);

    private static Gen<(string[] Blocks, int Changed, FrontMatterValue? Value, string LineEnd)> Blocks(string[] ways, string[] keys) => Gen.Select(
        Gen.Int[0, ways.Length - 1].Array[keys.Length],
        Gen.Int[0, keys.Length - 1],
        Gen.Select(AnyFrontMatter.Value, Gen.Int[0, 5], (value, chance) => chance == 0 ? null : value),
        AnyFrontMatter.OneOf("\n", "\r\n"),
        (chosen, changed, value, lineEnd) => (chosen.Select((way, i) => ways[way].Replace("KEY", keys[i], StringComparison.Ordinal)).ToArray(), changed, value, lineEnd));
}
