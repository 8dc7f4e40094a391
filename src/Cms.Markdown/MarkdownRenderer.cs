using System.Globalization;
using Cms.Markdown.Bounds;
using Cms.Markdown.Excerpts;
using Cms.Markdown.Headings;
using Cms.Markdown.Html;
using Cms.Markdown.Kramdown;
using Cms.Markdown.Links;
using Cms.Markdown.Liquid;
using Cms.Markdown.RawHtml;
using Cms.Markdown.Text;
using Markdig;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown;

/// <summary>Renders Markdown. Thread-safe; make one and keep it.</summary>
public sealed class MarkdownRenderer
{
    private readonly MarkdownPipelines pipelines = new();

    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public Rendering Render(string markdown, RenderingOptions options, LiquidVariables? variables = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<RenderingWarning>();
        var document = Parse(markdown, options, variables, warnings, ct);
        var links = BodyLinks.In(document);
        var html = ToHtml(document, options, warnings);
        var text = PlainText.Of(html);
        var words = WordCount.Of(text);
        var excerpt = Excerpt.Of(markdown, options.ExcerptSeparator);
        var isWhole = excerpt.Length >= markdown.AsSpan().Trim('\n').Length;
        var excerptHtml = isWhole ? html : ToHtml(Parse(excerpt, options, variables, [], ct), options, []);
        return new Rendering(
            html,
            text,
            excerptHtml,
            isWhole ? text : PlainText.Of(excerptHtml),
            excerpt,
            [.. TocOf(document)],
            words.Total,
            words.Minutes,
            links,
            warnings);
    }

    /// <summary>What is kept of a post beside its text, without making the HTML that readers get.</summary>
    /// <param name="markdown">The body.</param>
    /// <param name="frontMatterExcerpt">Null where the body's beginning is the excerpt.</param>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public Summary Summarize(string markdown, RenderingOptions options, LiquidVariables? variables = null, string? frontMatterExcerpt = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var document = Parse(markdown, options, variables, [], ct);
        var links = BodyLinks.In(document);
        var text = TextOf(document, options);
        var words = WordCount.Of(text);
        var excerpt = frontMatterExcerpt ?? Excerpt.Of(markdown, options.ExcerptSeparator);
        var isWhole = frontMatterExcerpt is null && excerpt.Length >= markdown.AsSpan().Trim('\n').Length;
        var excerptText = isWhole ? text : TextOf(Parse(excerpt, options, variables, [], ct), options);
        return new Summary(excerptText, words.Total, words.Minutes, links);
    }

    /// <summary>The HTML alone, for those who need no other form.</summary>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public string ToHtml(string markdown, RenderingOptions options, LiquidVariables? variables = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        return ToHtml(Parse(markdown, options, variables, [], ct), options, []);
    }

    /// <summary>The excerpt as Markdown with its Liquid unexpanded: the front matter's where there is one, else by Jekyll's rule.</summary>
    public static string ExcerptMarkdown(string markdown, RenderingOptions options, string? frontMatterExcerpt = null)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        return frontMatterExcerpt ?? Excerpt.Of(markdown, options.ExcerptSeparator);
    }

    private MarkdownDocument Parse(string markdown, RenderingOptions options, LiquidVariables? variables, List<RenderingWarning> warnings, CancellationToken ct)
    {
        var text = options.ExpandLiquid ? LiquidExpander.Expand(markdown, variables, warnings, ct) : markdown;
        ct.ThrowIfCancellationRequested();
        options = InputLimits.Check(text, options, warnings);
        if (options.Kramdown)
        {
            return KramdownParser.Parse(text, options);
        }

        try
        {
            return Markdig.Markdown.Parse(text, pipelines.For(options));
        }
        catch (ArgumentException nesting)
        {
            throw NestingLimit.Exceeded(nesting);
        }
    }

    private string ToHtml(MarkdownDocument document, RenderingOptions options, List<RenderingWarning> warnings)
    {
        var isPlain = Finishing.Finish(document, options, warnings);
        var html = Write(document, options);

        // What Markdig writes itself is within the policy: its tags are on the list, its attributes escaped, its addresses checked above.
        if (isPlain)
        {
            return html;
        }

        if (options.TrustHtml)
        {
            return options.BaseUrl is { } baseUrl ? RawAddresses.Resolve(html, baseUrl) : html;
        }

        if (WellFormedHtml.Sanitize(html, options) is { } sanitized)
        {
            return sanitized;
        }

        warnings.Add(new(1, "html-limit", string.Create(CultureInfo.InvariantCulture,
            $"The text makes more than {WellFormedHtml.MaximumTags} tags, so its raw HTML is shown as text. Split it, or write less of it in HTML.")));
        RawHtmlAsText.Apply(document);
        return Write(document, options);
    }

    private string TextOf(MarkdownDocument document, RenderingOptions options)
    {
        var isPlain = Finishing.Finish(document, options, []);
        var html = Write(document, options);
        return PlainText.Of(isPlain ? html : WellFormedHtml.ForText(html));
    }

    private string Write(MarkdownDocument document, RenderingOptions options)
    {
        try
        {
            return document.ToHtml(pipelines.For(options));
        }
        catch (ArgumentException nesting)
        {
            throw NestingLimit.Exceeded(nesting);
        }
    }

    private static IEnumerable<TocEntry> TocOf(MarkdownDocument document)
    {
        foreach (var heading in document.Descendants<HeadingBlock>())
        {
            if (heading.Inline is not null && heading.TryGetAttributes()?.Id is { Length: > 0 } id)
            {
                yield return new(heading.Level, id, HeadingText.Of(heading.Inline).Trim());
            }
        }
    }
}
