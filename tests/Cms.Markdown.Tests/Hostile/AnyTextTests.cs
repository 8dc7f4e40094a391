using System.Text;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Tests.Scripting;
using CsCheck;

namespace Cms.Markdown.Tests.Hostile;

/// <summary>What holds for every text there is.</summary>
public class AnyTextTests
{
    private static readonly MarkdownRenderer Renderer = new();
    private static readonly RenderingOptions Everything = RenderingOptions.ForJekyll(FrontMatterMap.Empty) with { BaseUrl = new Uri("https://example.org/") };

    // Mostly what means something to one of the parsers, so that the cases meet each other.
    private static readonly string[] Marks =
    [
            "*", "**", "_", "`", "```\n", "~~~ x\n", "[", "]", "(", ")", "](", "![", "<", ">", "</", "<div>", "</div>", "<b ", "=\"", "\"", "'", "&", "&amp;", "#", "# ", "\n", "\n\n", "- ", "1. ", "    ", "\t",
            "> ", "|", "|-|-|\n", "---\n", "--", "...", "{{ ", " }}", "{% ", " %}", "if a", "endif", "raw", "endraw", "for i in (1..3)", "endfor", "highlight x", "endhighlight", "{: .a #b c=\"d\"}", "{#id}", "[^a]", "[^a]: ",
            "*[a]: b\n", ": ", "\\", "<!--", "-->", "$$", "{:toc}", "{::comment}", "{::nomarkdown}", "{:/}", "{:a: .b}", "^\n", "<div markdown=\"1\">", "~~", "~~~\n", ":   ", "http://a.b", "a@b.c", "a", "word ", "日本", "\u0301", "\uD83D", "\0", "\r\n", "title: ", "!a ", "&a ", "*a ", "? ", "<script>", "</script>", "<!--more-->", "javascript:", "javascript", "&colon;", "&Tab;", "&#", "<a href=\"", "<img src=", " onerror=", "style=\"", "url(x)", "</style>", "<svg>", "<iframe src=", "<p ",
    ];

    private static readonly (string Above, string Below)[] Openings =
        [("+++\n", "\n+++\n"), ("+++\na = ", "\n+++\n"), ("+++\n[a.", "\n+++\n"), ("{\"a\": ", "}\n"), ("{\"", "\"}\n"), (";;;\n\"a\": ", "\n;;;\n"), ("\"a\": ", "\n;;;\n"), ("a: ", "\n---\n")];

    private static readonly Gen<string> Piece = Gen.Frequency((6, Gen.Int[0, Marks.Length - 1].Select(i => Marks[i])), (1, Gen.String));

    private static readonly Gen<string> Text = Piece.Array[0, 60].Select(string.Concat);

    [Fact]
    public void It_renders_and_its_html_is_stable_under_rendering_again() => Text.Sample(text =>
    {
        var first = Html(text);
        return first is null || Html(text) == first;
    });

    [Fact]
    public void It_runs_nothing() => Text.Sample(text =>
    {
        ScriptTests.ShouldRunNothing(Html(text) ?? "");
        ScriptTests.ShouldRunNothing(Html(text, Everything with { Kramdown = false, AutoLinks = true }) ?? "");
    });

    [Fact]
    public void It_parses_and_loses_nothing() => Text.Sample(text =>
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var file = MarkdownFile.Parse(bytes);
        return file.ReproducesExactly
            ? Encoding.UTF8.GetBytes(file.Head + file.Body).AsSpan().SequenceEqual(bytes)
            : file.Original!.Value.Span.SequenceEqual(bytes);
    });

    [Fact]
    public void It_parses_as_any_generators_file_and_loses_nothing() => Gen.Select(Gen.Int[0, Openings.Length - 1].Select(i => Openings[i]), Text, Text).Sample((opening, above, below) =>
    {
        var bytes = Encoding.UTF8.GetBytes($"{opening.Above}{above}{opening.Below}{below}");
        var file = MarkdownFile.Parse(bytes, FrontMatterEnvelopes.All);
        return file.ReproducesExactly
            ? Encoding.UTF8.GetBytes(file.Head + file.Body).AsSpan().SequenceEqual(bytes)
            : file.Original!.Value.Span.SequenceEqual(bytes);
    });

    [Fact]
    public void Any_bytes_parse() => Gen.Byte.Array[0, 200].Sample(bytes => MarkdownFile.Parse(bytes, FrontMatterEnvelopes.All).Body.Length <= bytes.Length);

    [Fact]
    public void Its_front_matter_is_written_so_that_it_reads_the_same() => Gen.Select(Text, Text).Sample((key, value) =>
    {
        var file = MarkdownFile.Parse($"---\nsecret: x\n{key}: {value}\nlist:\n  - {value}\n---\n");
        var kept = MarkdownFile.Parse(file.Write(name => name != "secret"));
        if (file.Refusal is not null || file.FrontMatter["secret"] is null)
        {
            return true;
        }

        var expected = file.FrontMatter.ToJson();
        expected.Remove("secret");
        return kept.Refusal is null && kept.FrontMatter.ToJson().ToJsonString() == expected.ToJsonString();
    });

    [Fact]
    public void Its_links_and_excerpt_can_be_taken() => Text.Sample(text =>
    {
        try
        {
            Renderer.Summarize(text, Everything).Links.ShouldNotBeNull();
        }
        catch (RenderingLimitException)
        {
            return;
        }

        MarkdownRenderer.ExcerptMarkdown(text, Everything).ShouldNotBeNull();
    });

    private static string? Html(string text, RenderingOptions? options = null)
    {
        try
        {
            return Renderer.Render(text, options ?? Everything).Html;
        }
        catch (RenderingLimitException)
        {
            return null;
        }
    }
}
