using System.Globalization;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Writing;

internal sealed class ParagraphWriter : HtmlObjectRenderer<Paragraph>
{
    protected override void Write(HtmlRenderer renderer, Paragraph paragraph)
    {
        if (!paragraph.IsTransparent)
        {
            renderer.EnsureLine();
            renderer.Write("<p").WriteAttributes(paragraph).Write('>');
        }

        if (paragraph.Box is { } isTicked)
        {
            renderer.Write("<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\"").Write(isTicked ? " checked=\"checked\" />" : " />");
        }

        renderer.WriteLeafInline(paragraph);
        if (!paragraph.IsTransparent)
        {
            renderer.WriteLine("</p>");
        }
    }
}

internal sealed class CodeWriter : HtmlObjectRenderer<CodeBlock>
{
    protected override void Write(HtmlRenderer renderer, CodeBlock block)
    {
        renderer.EnsureLine();
        renderer.Write("<pre").WriteAttributes(block).Write("><code");
        if (block is FencedCodeBlock { Info: { Length: > 0 } language })
        {
            renderer.Write(" class=\"language-").WriteEscape(language).Write('"');
        }

        renderer.Write('>');
        renderer.WriteLeafRawLines(block, writeEndOfLines: true, escape: true);
        renderer.WriteLine("</code></pre>");
    }
}

internal sealed class ElementWriter : HtmlObjectRenderer<ElementBlock>
{
    protected override void Write(HtmlRenderer renderer, ElementBlock element)
    {
        renderer.EnsureLine();
        if (element.Name.Length > 0)
        {
            renderer.Write('<').Write(element.Name).Write(element.OwnAttributes).WriteAttributes(element).Write('>');
        }

        if (element.Name != "dd" || element.IsHtml || element.FirstOrDefault() is not Paragraph { IsTransparent: true })
        {
            renderer.EnsureLine();
        }

        renderer.WriteChildren(element);
        if (element.Name.Length > 0)
        {
            renderer.Write("</").Write(element.Name).WriteLine('>');
        }
    }
}

internal sealed class ElementTextWriter : HtmlObjectRenderer<ElementText>
{
    protected override void Write(HtmlRenderer renderer, ElementText element)
    {
        if (!element.IsHtml)
        {
            renderer.EnsureLine();
        }

        if (element.Name.Length > 0)
        {
            renderer.Write('<').Write(element.Name).Write(element.OwnAttributes).WriteAttributes(element).Write('>');
        }

        // kramdown keeps an empty cell open for old browsers.
        if (element is { IsHtml: false, Name: "td" or "th", Inline.FirstChild: null })
        {
            renderer.Write('\u00A0');
        }

        renderer.WriteLeafInline(element);
        if (element.Name.Length > 0)
        {
            renderer.Write("</").Write(element.Name).WriteLine('>');
        }
    }
}

internal sealed class MathBlockWriter : HtmlObjectRenderer<MathBlock>
{
    protected override void Write(HtmlRenderer renderer, MathBlock block)
    {
        renderer.EnsureLine();
        renderer.Write("\\[").WriteEscape(block.Formula).WriteLine("\\]");
    }
}

internal sealed class CommentBlockWriter : HtmlObjectRenderer<CommentBlock>
{
    protected override void Write(HtmlRenderer renderer, CommentBlock block)
    {
        if (block.Comment.Length > 0)
        {
            renderer.EnsureLine();
            renderer.WriteLine(block.Comment);
        }
    }
}

internal sealed class FootnoteListWriter : HtmlObjectRenderer<FootnoteList>
{
    protected override void Write(HtmlRenderer renderer, FootnoteList list)
    {
        renderer.EnsureLine();
        renderer.WriteLine("<div class=\"footnotes\" role=\"doc-endnotes\">");
        var first = ((Footnote)list[0]).Number;
        renderer.WriteLine(first == 1 ? "<ol>" : string.Create(CultureInfo.InvariantCulture, $"<ol start=\"{first}\">"));
        foreach (var footnote in list.Cast<Footnote>())
        {
            renderer.Write("<li id=\"fn:").WriteEscape(footnote.Id).WriteLine("\" role=\"doc-endnote\">");
            renderer.WriteChildren(footnote);
            renderer.WriteLine("</li>");
        }

        renderer.WriteLine("</ol>").WriteLine("</div>");
    }
}
