using Cms.Markdown.Kramdown;
using Markdig.Helpers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.RawHtml;

/// <summary>Turns what a text holds of raw HTML, and attributes beyond id and class, into what needs no sanitising.</summary>
internal static class RawHtmlAsText
{
    public static void Apply(MarkdownDocument document)
    {
        foreach (var node in document.Descendants().ToList())
        {
            switch (node)
            {
                case HtmlInline tag:
                    tag.ReplaceBy(new LiteralInline(tag.Tag));
                    break;
                case RawTextInline raw:
                    raw.ReplaceBy(new LiteralInline(raw.Text));
                    break;
                case HtmlBlock { Parent: { } parent } block:
                    var text = new ContainerInline();
                    text.AppendChild(new LiteralInline(new StringSlice(block.Lines.ToString())));
                    parent[parent.IndexOf(block)] = new ParagraphBlock { Inline = text };
                    break;
                case ElementBlock { IsHtml: true } element:
                    element.Name = "";
                    break;
                case ElementText { IsHtml: true } element:
                    element.Name = "";
                    break;
                default:
                    node.TryGetAttributes()?.Properties?.Clear();
                    break;
            }
        }
    }
}
