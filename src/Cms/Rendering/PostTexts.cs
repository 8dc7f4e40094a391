using System.Text.Encodings.Web;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Markdown;
using Microsoft.Extensions.Options;

namespace Cms.Rendering;

/// <summary>A published post's body and excerpt in the form that a reader asks for.</summary>
internal sealed class PostTexts(MarkdownRenderer renderer, KeptRenderings kept, IOptions<RenderingSettings> settings)
{
    /// <param name="post">Loaded with its body.</param>
    /// <param name="adjust">What the reader asks for besides: an offset of the headings, a base of the addresses.</param>
    public Cms.Markdown.Rendering Render(DeliveredPost post, Func<RenderingOptions, RenderingOptions>? adjust = null, CancellationToken ct = default)
    {
        var body = post.Body ?? throw new InvalidOperationException("The post was loaded without its body.");
        var options = settings.Value.Apply(post.RenderingOptions);
        options = adjust?.Invoke(options) ?? options;
        try
        {
            var rendering = kept.Of(body.Markdown, options, () => renderer.Render(body.Markdown, options, post.ToContext(), ct));
            return body.Excerpt is { } own
                ? rendering with { ExcerptHtml = renderer.ToHtml(own, options, post.ToContext(), ct), ExcerptText = post.Post.ExcerptText, ExcerptMarkdown = own }
                : rendering;
        }
        catch (RenderingLimitException limit)
        {
            return Unrendered(post.Post, body.Markdown, limit);
        }
    }

    /// <summary>The excerpt as it is written, without rendering anything.</summary>
    public static string ExcerptMarkdown(DeliveredPost post) =>
        MarkdownRenderer.ExcerptMarkdown(post.Body!.Markdown, post.RenderingOptions, post.Body.Excerpt);

    // A text beyond the bounds was taken in all the same: its reader gets it as it was written.
    private static Cms.Markdown.Rendering Unrendered(PublishedPost post, string markdown, RenderingLimitException limit) => new(
        $"<pre>{HtmlEncoder.Default.Encode(markdown)}</pre>\n",
        markdown,
        $"<pre>{HtmlEncoder.Default.Encode(post.ExcerptText)}</pre>\n",
        post.ExcerptText,
        post.ExcerptText,
        [],
        post.WordCount,
        post.ReadingMinutes,
        [],
        [new RenderingWarning(1, "rendering-too-expensive", limit.Message)]);
}
