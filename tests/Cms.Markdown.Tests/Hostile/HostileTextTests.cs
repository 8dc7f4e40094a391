using System.Globalization;
using System.Text;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Tests.Hostile;

/// <summary>A megabyte of what parsers fear. Each comes back, as HTML or as a limit; the timeout only guards against hanging.</summary>
public class HostileTextTests
{
    private const int Size = 1_000_000;

    private static readonly MarkdownRenderer Renderer = new();
    private static readonly RenderingOptions Jekyll = RenderingOptions.ForJekyll(FrontMatterMap.Empty);
    private static readonly RenderingOptions Html = Jekyll with { IsHtml = true };
    private static readonly RenderingOptions Trusted = RenderingOptions.GitHub with { TrustHtml = true, BaseUrl = new Uri("https://example.org/") };
    private static readonly RenderingOptions Redcarpet = Jekyll with { Kramdown = false, AutoLinks = true, TemplateLanguage = TemplateLanguage.None };

    public static TheoryData<string> Repeated() => new([
        "[", ">", "> ", "*a", "*a ", "_a ", "**a", "*a **a ", "`", "``a ", "<div>", "<div>\n", "<div>\n\n", "<b>", "<a href=x>", "<i></i>", "<br>", "</p>", "<table><tr><td>", "<p><b>",
        "<", "<a ", "<a \"", "<a x=\"", "<p/>", "<!--x-->", "<!-- ", "<a class=reversefootnote>", "<!--", "<!-- a\n\n", "<?", "<![CDATA[", "<!A ", "![", "](", "[](", "[a](", "![a](<", "_ _ ", "{{", "{%", "{{ a }}", "{% if a %}", "{% raw %}",
        "{% comment %}", "\\", "&", "&amp;", "&#", "&#;", "|", "a|", "||\n", "|\n", "[a]: ", "[a]: x\n", "[a]:\n", "- ", "1. ", "\"", "'", "'a ", "\"'", "[^1] ", "[^", "[^a]: b\n", "*[a]: b\n", "*a*{: .a}",
        "{:", "a\n{: .b}\n", "# a\n", "# {#", "~~a ", "~~~\n", "a\n: b\n\n", ": ", "www.", "http://", "http://a.b ", "a@b.c ", "<a@b", "x", "x ", "\n", " ", "\t", "a\n", "a\n=\n", "=\n",
        "- [ ] a\n", "--", "...", "<< ", "é", "漢**「", "\0", "***a ", "[*a", "[a][", "[[a]]", "[a]((", "<x:y>", "> - ", "- > ", "-\n", "*\t", ">\n- ", "- ```\n", "a`b|", "<script>", "<style>", "<svg>",
        "<iframe src=https://player.vimeo.com/x>", "<p style=\"color:red\">x</p>\n", "<a href=\"&#106;avascript:x\">", "*[`<&_|![{:\"'~", "<a>[*`</b>](x)", "<h1><b>", "<ul><li><p>", "<select><option>", "$$",
    ]);

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Repeated))]
    public async Task A_megabyte_of_it_comes_back(string part)
    {
        var text = string.Concat(Enumerable.Repeat(part, Size / part.Length));

        await RenderAsync(text, TestContext.Current.CancellationToken);
    }

    public static TheoryData<string, string> Grown() => new()
    {
        { "lists in lists", Lines(i => new string(' ', 2 * i) + "- a") },
        { "numbered definitions", Lines(i => Invariant($"[a{i}]: x")) },
        { "numbered footnotes", Lines(i => Invariant($"[^{i}]: x")) },
        { "used footnotes", Lines(i => Invariant($"[^{i}]\n\n[^{i}]: x\n")) },
        { "used definitions", Lines(i => Invariant($"[a{i}]: x\n\n[a{i}] [a{i + 1}]\n")) },
        { "abbreviations", Lines(i => i < 900 ? Invariant($"*[a{i}]: b") : "a1 a2 a3 a4") },
        { "a long table", Lines(i => i == 1 ? "|-|-|" : "|a|b|") },
        { "a wide table", string.Concat(Enumerable.Repeat("|a", Size / 2)) + "\n" + string.Concat(Enumerable.Repeat("|-", Size / 2)) },
        { "longer and longer ticks", string.Concat(Enumerable.Range(1, 1400).Select(i => new string('`', i) + " ")) },
        { "attributes that differ", Lines(i => Invariant($"<b id=x{i}><p>")) },
        { "an address without end", string.Concat(Enumerable.Repeat("[a](", Size / 4)) + new string('(', Size) },
        { "a loop without end", "{% for i in (1..1000000000) %}xxxxxxxx{% endfor %}" },
        { "a string that doubles", "{% assign s = 'aaaaaaaa' %}" + string.Concat(Enumerable.Repeat("{% assign s = s | append: s %}", 60)) + "{{ s }}" },
        { "a list that doubles", "{% assign s = 'a,b' | split: ',' %}" + string.Concat(Enumerable.Repeat("{% assign s = s | concat: s %}", 60)) + "{{ s }}" },
        { "a replacement that squares", $"{{% assign s = '{new string('a', 1900)}' %}}{{{{ s | replace: 'a', s | replace: 'a', s }}}}" },
        { "loops in loops", "{% for i in (1..1000) %}{% for j in (1..1000) %}{% for k in (1..1000) %}{% assign x = x | append: 'a' %}{% endfor %}{% endfor %}{% endfor %}" },
        { "brackets in brackets", "{{ " + string.Concat(Enumerable.Repeat("a[", 900)) + " }}" },
        { "tags that never end, in a block", "<div>\n" + string.Concat(Enumerable.Repeat("<a x=\"", Size / 6)) },
        { "a link full of links", "<div>\n<a x=\"" + string.Concat(Enumerable.Repeat("<a ", Size / 3)) + "\">" },
        { "blanks behind many elements", string.Concat(Enumerable.Repeat("<p/>", Size / 8)) + new string(' ', Size / 2) },
        { "a picture in the text", "![a](data:image/png;base64," + new string('A', Size) + ")" },
    };

    [Theory(Timeout = 20_000)]
    [MemberData(nameof(Grown))]
    public async Task What_grows_comes_back(string name, string text)
    {
        name.ShouldNotBeEmpty();
        await RenderAsync(text, TestContext.Current.CancellationToken);
    }

    [Theory(Timeout = 20_000)]
    [InlineData("[")]
    [InlineData("{")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("a: ")]
    [InlineData("&a ")]
    [InlineData("*a ")]
    [InlineData("\"")]
    [InlineData("'\n")]
    [InlineData("a: b: c\n")]
    [InlineData("\t- a\n")]
    [InlineData("!a ")]
    [InlineData("a: |\n")]
    [InlineData("[a, ")]
    public async Task Front_matter_of_it_is_read_or_refused(string part)
    {
        var text = $"---\n{string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length))}\n---\nBody";

        var file = await Task.Run(() => MarkdownFile.Parse(text), TestContext.Current.CancellationToken);

        file.ShouldNotBeNull();
    }

    [Fact(Timeout = 20_000)]
    public async Task Aliases_that_stand_for_billions_are_refused()
    {
        var bomb = new StringBuilder("---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 30; i++)
        {
            bomb.Append(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 9))}]\n");
        }

        var file = await Task.Run(() => MarkdownFile.Parse(bomb.Append("---\n").ToString()), TestContext.Current.CancellationToken);

        file.Refusal!.Code.ShouldBe("front-matter-limit");
    }

    [Fact(Timeout = 20_000)]
    public async Task Front_matter_of_ten_megabytes_is_refused()
    {
        var text = $"---\na: {new string('x', 10_000_000)}\n---\n";

        var file = await Task.Run(() => MarkdownFile.Parse(text), TestContext.Current.CancellationToken);

        file.Refusal!.Code.ShouldBe("front-matter-too-large");
    }

    [Theory(Timeout = 20_000)]
    [InlineData("[")]
    [InlineData("[1,")]
    [InlineData("{a=")]
    [InlineData("a.")]
    [InlineData("[a]\n")]
    [InlineData("[[a]]\n")]
    [InlineData("[a.a.a.a.a.a.a.a]\n")]
    [InlineData("[[a.a]]\n")]
    [InlineData("a=1\n")]
    [InlineData("a.b.c.d=1\n")]
    [InlineData("\"\"\"")]
    [InlineData("\'\'\'")]
    [InlineData("\"\\")]
    [InlineData("= ")]
    [InlineData("]")]
    public async Task Toml_of_it_is_read_or_refused(string part)
    {
        foreach (var start in new[] { "", "a = " })
        {
            var text = $"+++\n{start}{string.Concat(Enumerable.Repeat(part, 130_000 / part.Length))}\n+++\nBody";

            var file = await Task.Run(() => MarkdownFile.Parse(text, FrontMatterEnvelopes.Hugo), TestContext.Current.CancellationToken);

            file.Body.ShouldBe("Body");
        }
    }

    [Theory(Timeout = 20_000)]
    [InlineData("[")]
    [InlineData("[1,")]
    [InlineData("{\"a\":")]
    [InlineData("1,\"a\":")]
    [InlineData("[],")]
    [InlineData("\\")]
    [InlineData("/*")]
    public async Task Json_of_it_is_read_or_refused(string part)
    {
        var text = $"\"a\":\n{string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length))}\n;;;\nBody";

        var file = await Task.Run(() => MarkdownFile.Parse(text, FrontMatterEnvelopes.Hexo), TestContext.Current.CancellationToken);

        file.Body.ShouldBe("Body");
    }

    [Theory]
    [InlineData("+++\na = ", "[", "\n+++\n")]
    [InlineData("+++\n", "a.", "b = 1\n+++\n")]
    [InlineData("+++\n[", "a.", "b]\n+++\n")]
    [InlineData(";;;\n\"a\": ", "[", "\n;;;\n")]
    [InlineData("---\na: ", "[", "\n---\n")]
    [InlineData("---\n", "- ", "\n---\n")]
    public void Nesting_sixty_thousand_deep_is_refused_with_its_line(string start, string part, string end)
    {
        var file = MarkdownFile.Parse($"{start}{string.Concat(Enumerable.Repeat(part, 60_000))}{end}", FrontMatterEnvelopes.All);

        file.Refusal.ShouldNotBeNull();
        file.Refusal.Code.ShouldBe("front-matter-limit");
        file.Refusal.Line.ShouldBe(2);
    }

    [Fact]
    public void Long_text_that_aliases_repeat_is_refused()
    {
        var text = $"---\na: &a \"{new string('x', 500_000)}\"\nb: [{string.Join(',', Enumerable.Repeat("*a", 10_000))}]\n---\n";

        MarkdownFile.Parse(text).Refusal!.Code.ShouldBe("front-matter-limit");
    }

    [Theory]
    [InlineData("+++\na = \"", "\"\n+++\n")]
    [InlineData("{\"a\": \"", "\"}\n")]
    [InlineData("a: ", "\n---\n")]
    public void Ten_megabytes_are_refused_in_every_form(string start, string end)
    {
        var file = MarkdownFile.Parse($"{start}{new string('x', 10_000_000)}{end}", FrontMatterEnvelopes.All);

        file.Refusal!.Code.ShouldBe("front-matter-too-large");
    }

    private static async Task RenderAsync(string text, CancellationToken ct)
    {
        foreach (var options in new[] { Jekyll, Redcarpet, Html, Trusted })
        {
            var html = await Task.Run(
                () =>
                {
                    try
                    {
                        return Renderer.Render(text, options, ct: ct).Html;
                    }
                    catch (RenderingLimitException limit)
                    {
                        return limit.Message;
                    }
                },
                ct);
            html.ShouldNotBeNull();
        }
    }

    private static string Lines(Func<int, string> line)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < Size; i++)
        {
            text.Append(line(i)).Append('\n');
        }

        return text.ToString();
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
