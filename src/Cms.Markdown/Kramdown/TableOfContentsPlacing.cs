using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown;

internal static class TableOfContentsPlacing
{
    /// <summary>Lists the headings where <c>{:toc}</c> stood: those with an id, without the class <c>no_toc</c>, of the levels that the site names.</summary>
    public static void Apply(MarkdownDocument document, RenderingOptions options)
    {
        if (document.GetData(typeof(TableOfContents)) is not TableOfContents contents)
        {
            return;
        }

        contents.Headings = [.. document.Descendants<HeadingBlock>().Where(heading => IsListed(heading, options)).Select(heading => (heading, heading.Level))];
        contents.GetAttributes().Id ??= "markdown-toc";
    }

    private static bool IsListed(HeadingBlock heading, RenderingOptions options) =>
        heading.TryGetAttributes() is { Id.Length: > 0 } attributes
        && heading.Level >= options.TocFrom && heading.Level <= options.TocTo
        && attributes.Classes?.Contains("no_toc") is not true;
}
