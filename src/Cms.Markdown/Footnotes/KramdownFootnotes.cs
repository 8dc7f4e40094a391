using Markdig;
using Markdig.Extensions.Footnotes;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Cms.Markdown.Footnotes;

/// <summary>Markdig's footnotes in kramdown's markup: ids from the labels, roles for screen readers, a no-break space before the way back.</summary>
internal sealed class KramdownFootnotes : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => new FootnoteExtension().Setup(pipeline);

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html)
        {
            html.ObjectRenderers.Insert(0, new LinkRenderer());
            html.ObjectRenderers.Insert(0, new GroupRenderer());
        }
    }

    private static string LabelOf(Footnote footnote) => footnote.Label!.TrimStart('^');

    private sealed class LinkRenderer : HtmlObjectRenderer<FootnoteLink>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteLink link)
        {
            var label = LabelOf(link.Footnote);
            var index = IndexAmongItsKind(link);
            if (link.IsBackLink)
            {
                // The space stands only behind text: where a footnote ends in code or a list, the way back is a paragraph of its own.
                renderer.Write(index == 0 && link.PreviousSibling is null ? "" : "\u00A0").Write("<a href=\"#fnref:").WriteEscape(label);
                WriteIndex(renderer, index);
                renderer.Write("\" class=\"reversefootnote\" role=\"doc-backlink\">↩");
                if (index > 0)
                {
                    renderer.Write("<sup>");
                    renderer.WriteNumber(index + 1);
                    renderer.Write("</sup>");
                }

                renderer.Write("</a>");
                return;
            }

            renderer.Write("<sup id=\"fnref:").WriteEscape(label);
            WriteIndex(renderer, index);
            renderer.Write("\" role=\"doc-noteref\"><a href=\"#fn:").WriteEscape(label).Write("\" class=\"footnote\" rel=\"footnote\">");
            renderer.WriteNumber(link.Footnote.Order);
            renderer.Write("</a></sup>");
        }

        private static void WriteIndex(HtmlRenderer renderer, int index)
        {
            if (index > 0)
            {
                renderer.Write(':');
                renderer.WriteNumber(index);
            }
        }

        // Markdig numbers the links of all footnotes through, there and back in the same order; a footnote's own start at its first link's.
        private static int IndexAmongItsKind(FootnoteLink link) => Math.Max(0, link.Index - link.Footnote.Links[0].Index);
    }

    private sealed class GroupRenderer : HtmlObjectRenderer<FootnoteGroup>
    {
        protected override void Write(HtmlRenderer renderer, FootnoteGroup group)
        {
            renderer.EnsureLine();
            renderer.Write("<div class=\"footnotes\" role=\"doc-endnotes\">\n<ol>\n");
            foreach (var footnote in group.Cast<Footnote>())
            {
                renderer.Write("<li id=\"fn:").WriteEscape(LabelOf(footnote)).Write("\" role=\"doc-endnote\">\n");
                renderer.WriteChildren(footnote);
                renderer.Write("</li>\n");
            }

            renderer.Write("</ol>\n</div>\n");
        }
    }
}
