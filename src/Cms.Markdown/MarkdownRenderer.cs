using System.Globalization;
using Cms.Markdown.Bounds;
using Cms.Markdown.Excerpts;
using Cms.Markdown.Headings;
using Cms.Markdown.Html;
using Cms.Markdown.Liquid;
using Cms.Markdown.Lists;
using Cms.Markdown.RawHtml;
using Cms.Markdown.Templates;
using Cms.Markdown.Text;
using Markdig;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

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
            warnings);
    }

    /// <summary>The HTML alone, for those who need no other form.</summary>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public string ToHtml(string markdown, RenderingOptions options, PostContext? post = null, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        return ToHtml(Parse(markdown, options, post, [], ct), options, []);
    }

    /// <summary>The links of the body in order of appearance: inline, by reference and autolinks, not images; absolute and relative. Those whose scheme may not be rendered are left out.</summary>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public IReadOnlyList<BodyLink> LinksIn(string markdown, RenderingOptions options, PostContext? post = null)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        var links = new List<BodyLink>();
        foreach (var inline in Parse(markdown, options, post, [], CancellationToken.None).Descendants<Inline>())
        {
            switch (inline)
            {
                case LinkInline { IsImage: false, Url.Length: > 0 } link when SafeUrl.IsAllowed(link.Url, isImage: false):
                    links.Add(new(HeadingText.Of(link), link.Url));
                    break;
                case AutolinkInline { Url.Length: > 0 } link when link.IsEmail || SafeUrl.IsAllowed(link.Url, isImage: false):
                    links.Add(new(link.Url, link.IsEmail ? "mailto:" + link.Url : link.Url));
                    break;
            }
        }

        return links;
    }

    /// <summary>The excerpt as Markdown with its Liquid unexpanded: the front matter's where there is one, else by Jekyll's rule.</summary>
    public static string ExcerptMarkdown(string markdown, RenderingOptions options, string? frontMatterExcerpt = null)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        ArgumentNullException.ThrowIfNull(options);
        return frontMatterExcerpt ?? OpenBlocks.Close(Excerpt.Of(markdown, options.ExcerptSeparator, options.MoreEndsExcerpt), options.TemplateLanguage);
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

            var document = Markdig.Markdown.Parse(text, pipelines.For(options));
            ItemTightness.Apply(document, text);
            return document;
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
        if (options.TrustHtml || isPlain)
        {
            return html;
        }

        if (WellFormedHtml.Sanitize(html, options.BaseUrl) is { } sanitized)
        {
            return sanitized;
        }

        warnings.Add(new(1, "html-limit", string.Create(CultureInfo.InvariantCulture,
            $"The text makes more than {WellFormedHtml.MaximumTags} tags, so its raw HTML is shown as text. Split it, or write less of it in HTML.")));
        RawHtmlAsText.Apply(document);
        return Write(document, options);
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
