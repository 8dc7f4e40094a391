using System.Globalization;
using Cms.Markdown.Bounds;
using Cms.Markdown.Excerpts;
using Cms.Markdown.Headings;
using Cms.Markdown.Html;
using Cms.Markdown.Kramdown;
using Cms.Markdown.Links;
using Cms.Markdown.RawHtml;
using Cms.Markdown.Templates;
using Cms.Markdown.Text;
using Markdig;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown;

/// <summary>Renders Markdown. Thread-safe; make one and keep it.</summary>
public sealed class MarkdownRenderer
{
    private readonly MarkdownPipelines pipelines = new();

    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public Rendering Render(string markdown, RenderingOptions options, PostContext? post = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<RenderingWarning>();
        var document = Parse(markdown, options, post, warnings, ct);
        var links = BodyLinks.In(document);
        var html = ToHtml(document, options, warnings);
        var text = PlainText.Of(html);
        var words = WordCount.Of(text);
        var excerpt = ExcerptMarkdown(markdown, options);
        var isWhole = excerpt.Length >= markdown.AsSpan().Trim('\n').Length;
        var excerptHtml = isWhole ? html : ToHtml(Parse(excerpt, options, post, [], ct), options, []);
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
    public Summary Summarize(string markdown, RenderingOptions options, PostContext? post = null, string? frontMatterExcerpt = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<RenderingWarning>();
        var document = Parse(markdown, options, post, warnings, ct);
        var links = BodyLinks.In(document);
        var text = TextOf(document, options, warnings);
        var words = WordCount.Of(text);
        var excerpt = ExcerptMarkdown(markdown, options, frontMatterExcerpt);
        var isWhole = frontMatterExcerpt is null && excerpt.Length >= markdown.AsSpan().Trim('\n').Length;
        var excerptText = isWhole ? text : TextOf(Parse(excerpt, options, post, [], ct), options, []);
        return new Summary(excerptText, words.Total, words.Minutes, links, warnings);
    }

    /// <summary>The text as a reader sees it, without making the HTML that readers get.</summary>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public PlainReading ReadText(string markdown, RenderingOptions options, PostContext? post = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var document = Parse(markdown, options, post, [], ct);
        return new PlainReading(TextOf(document, options, []), [.. TocOf(document).Select(heading => heading.Text)]);
    }

    /// <summary>What the templates in a text bring up, without reading its Markdown.</summary>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public IReadOnlyList<RenderingWarning> CheckTemplates(string markdown, RenderingOptions options, PostContext? post = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var warnings = new List<RenderingWarning>();
        _ = TemplateText.Expand(markdown, options.TemplateLanguage, post ?? PostContext.Empty, part => PartToHtml(part, options, ct), warnings, ct);
        return warnings;
    }

    /// <summary>The HTML alone, for those who need no other form.</summary>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public string ToHtml(string markdown, RenderingOptions options, PostContext? post = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        return ToHtml(Parse(markdown, options, post, [], ct), options, []);
    }

    /// <summary>The excerpt as Markdown with its Liquid unexpanded: the front matter's where there is one, else by Jekyll's rule.</summary>
    public static string ExcerptMarkdown(string markdown, RenderingOptions options, string? frontMatterExcerpt = null)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        return frontMatterExcerpt ?? Excerpt.Of(markdown, options.ExcerptSeparator, options.MoreEndsExcerpt, options.TemplateLanguage);
    }

    // A part that a template wants as HTML; it is sanitised with the whole, which it becomes a part of.
    private string PartToHtml(string part, RenderingOptions options, CancellationToken ct)
    {
        var plain = options with { TemplateLanguage = TemplateLanguage.None, HeadingOffset = 0, BaseUrl = null, TrustHtml = true };
        return ToHtml(Parse(part, plain, post: null, [], ct), plain, []);
    }

    private MarkdownDocument Parse(string markdown, RenderingOptions options, PostContext? post, List<RenderingWarning> warnings, CancellationToken ct)
    {
        var text = TemplateText.Expand(markdown, options.TemplateLanguage, post ?? PostContext.Empty, part => PartToHtml(part, options, ct), warnings, ct);
        ct.ThrowIfCancellationRequested();
        options = InputLimits.Check(text, options, warnings);
        try
        {
            if (options.IsHtml)
            {
                return [new HtmlBlock(parser: null) { Type = HtmlBlockType.NonInterruptingBlock, Lines = new StringLineGroup(text) }];
            }

            return options.Kramdown ? KramdownParser.Parse(text, options, warnings) : Markdig.Markdown.Parse(text, pipelines.For(options));
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

    private string TextOf(MarkdownDocument document, RenderingOptions options, List<RenderingWarning> warnings)
    {
        var isPlain = Finishing.Finish(document, options, warnings);
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
