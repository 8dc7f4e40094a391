using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Writing;

/// <summary>Headings as lists in one another, each a link to its heading, as kramdown nests them: by the levels that stand open.</summary>
internal sealed class TableOfContentsWriter : HtmlObjectRenderer<TableOfContents>
{
    protected override void Write(HtmlRenderer renderer, TableOfContents contents)
    {
        if (contents.Headings.Count == 0)
        {
            return;
        }

        var list = contents.IsOrdered ? "ol" : "ul";
        var id = contents.GetAttributes().Id!;
        renderer.EnsureLine();
        renderer.Write('<').Write(list).WriteAttributes(contents).WriteLine('>');
        var open = new Stack<int>();
        foreach (var (heading, headingLevel) in contents.Headings)
        {
            if (open.TryPeek(out var level) && level < headingLevel)
            {
                renderer.Write('<').Write(list).WriteLine('>');
            }
            else
            {
                Close(renderer, open, list, headingLevel);
            }

            open.Push(headingLevel);
            var target = heading.GetAttributes().Id!;
            renderer.Write("<li><a href=\"#").WriteEscape(target).Write("\" id=\"").WriteEscape(id).Write('-').WriteEscape(target).Write("\">");
            WriteText(renderer, heading.Inline!);
            renderer.WriteLine("</a>");
        }

        Close(renderer, open, list, 0);
        renderer.Write("</").Write(list).WriteLine('>');
    }

    private static void Close(HtmlRenderer renderer, Stack<int> open, string list, int level)
    {
        var isDeeper = false;
        while (open.TryPeek(out var top) && top >= level)
        {
            if (isDeeper)
            {
                renderer.Write("</").Write(list).WriteLine('>');
            }

            renderer.WriteLine("</li>");
            open.Pop();
            isDeeper = true;
        }
    }

    /// <summary>A heading's text without links and footnotes.</summary>
    private static void WriteText(HtmlRenderer renderer, ContainerInline container)
    {
        for (var child = container.FirstChild; child is not null; child = child.NextSibling)
        {
            switch (child)
            {
                case FootnoteReference:
                    break;
                case LinkInline { IsImage: false } link:
                    WriteText(renderer, link);
                    break;
                case EmphasisInline emphasis:
                    var name = emphasis.DelimiterChar == '~' ? "del" : emphasis.DelimiterCount == 2 ? "strong" : "em";
                    renderer.Write('<').Write(name).Write('>');
                    WriteText(renderer, emphasis);
                    renderer.Write("</").Write(name).Write('>');
                    break;
                default:
                    renderer.Write(child);
                    break;
            }
        }
    }
}
