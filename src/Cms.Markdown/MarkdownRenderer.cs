using Cms.Markdown.Liquid;

namespace Cms.Markdown;

/// <summary>Renders Markdown. Thread-safe; make one and keep it.</summary>
public sealed class MarkdownRenderer
{
    private readonly Markdig.MarkdownPipeline pipeline = new Markdig.MarkdownPipelineBuilder().Build();

    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public Rendering Render(string markdown, RenderingOptions options, LiquidVariables? variables = null, CancellationToken ct = default)
    {
        var html = Markdig.Markdown.ToHtml(markdown, pipeline);
        return new Rendering(html, "", "", "", ExcerptMarkdown(markdown, options), [], 0, 1, []);
    }

    /// <summary>The links of the body in order of appearance: inline, by reference and autolinks; images are none.</summary>
    public IReadOnlyList<BodyLink> LinksIn(string markdown, RenderingOptions options, LiquidVariables? variables = null)
    {
        var document = Markdig.Markdown.Parse(markdown, pipeline);
        return [.. Markdig.Syntax.MarkdownObjectExtensions.Descendants<Markdig.Syntax.Inlines.LinkInline>(document).Select(link => new BodyLink("", link.Url ?? ""))];
    }

    /// <summary>The excerpt as Markdown: the front matter's, else the body's start by Jekyll's rule.</summary>
    public static string ExcerptMarkdown(string markdown, RenderingOptions options, string? frontMatterExcerpt = null) => frontMatterExcerpt ?? markdown;
}
