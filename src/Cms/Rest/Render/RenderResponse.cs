using System.Text.Json.Nodes;
using Cms.Markdown;
using Cms.Rendering;

namespace Cms.Rest.Render;

/// <summary>A text, rendered.</summary>
/// <param name="Html">The sanitised fragment.</param>
/// <param name="Text">What a reader would see.</param>
/// <param name="Excerpt">As plain text.</param>
/// <param name="Toc">The headings, in order.</param>
/// <param name="ReadingMinutes">At 200 words a minute; at least 1 where there is text.</param>
/// <param name="FrontMatter">Empty when the text has none.</param>
/// <param name="Warnings">What could not be taken as its author meant it.</param>
internal sealed record RenderResponse(
    string Html,
    string Text,
    string Excerpt,
    IReadOnlyList<TocEntry> Toc,
    int WordCount,
    int ReadingMinutes,
    JsonObject FrontMatter,
    IReadOnlyList<RenderingWarning> Warnings)
{
    public static RenderResponse From(RenderedText text) => new(
        text.Rendering.Html,
        text.Rendering.Text,
        text.Rendering.ExcerptText,
        text.Rendering.Toc,
        text.Rendering.WordCount,
        text.Rendering.ReadingMinutes,
        text.FrontMatter,
        text.Warnings);
}
