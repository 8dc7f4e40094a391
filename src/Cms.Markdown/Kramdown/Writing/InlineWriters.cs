using System.Globalization;
using System.Text;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Writing;

internal sealed class EmphasisWriter : HtmlObjectRenderer<EmphasisInline>
{
    protected override void Write(HtmlRenderer renderer, EmphasisInline emphasis)
    {
        var name = (emphasis.DelimiterChar, emphasis.DelimiterCount) switch
        {
            ('~', _) => "del",
            (_, 2) => "strong",
            _ => "em",
        };
        renderer.Write('<').Write(name).WriteAttributes(emphasis).Write('>');
        renderer.WriteChildren(emphasis);
        renderer.Write("</").Write(name).Write('>');
    }
}

internal sealed class LinkWriter : HtmlObjectRenderer<LinkInline>
{
    protected override void Write(HtmlRenderer renderer, LinkInline link)
    {
        renderer.Write(link.IsImage ? "<img" : "<a");
        if (link.Url is { } url)
        {
            renderer.Write(link.IsImage ? " src=\"" : " href=\"");
            renderer.WriteEscape(url).Write('"');
        }

        if (link.IsImage)
        {
            renderer.Write(" alt=\"");
            renderer.WriteEscape(link.FirstChild is LiteralInline alternative ? alternative.Content.ToString() : "").Write('"');
        }

        if (link.Title is { } title)
        {
            renderer.Write(" title=\"");
            renderer.WriteEscape(title).Write('"');
        }

        renderer.WriteAttributes(link);
        if (link.IsImage)
        {
            renderer.Write(" />");
            return;
        }

        renderer.Write('>');
        renderer.WriteChildren(link);
        renderer.Write("</a>");
    }
}

internal sealed class MathWriter : HtmlObjectRenderer<MathInline>
{
    protected override void Write(HtmlRenderer renderer, MathInline math) => renderer.Write("\\(").WriteEscape(math.Formula).Write("\\)");
}

internal sealed class AbbreviationWriter : HtmlObjectRenderer<AbbreviationInline>
{
    protected override void Write(HtmlRenderer renderer, AbbreviationInline abbreviation)
    {
        renderer.Write("<abbr").WriteAttributes(abbreviation);
        if (abbreviation.Meaning.Length > 0)
        {
            renderer.Write(" title=\"").WriteEscape(abbreviation.Meaning).Write('"');
        }

        renderer.Write('>').WriteEscape(abbreviation.Text).Write("</abbr>");
    }
}

internal sealed class RawTextWriter : HtmlObjectRenderer<RawTextInline>
{
    protected override void Write(HtmlRenderer renderer, RawTextInline raw)
    {
        var written = new StringBuilder(raw.Text.Length + 16);
        HtmlTags.WriteText(written, raw.Text);
        renderer.Write(written.ToString());
    }
}

internal sealed class CommentWriter : HtmlObjectRenderer<CommentInline>
{
    protected override void Write(HtmlRenderer renderer, CommentInline comment) => renderer.Write(comment.Comment);
}

internal sealed class FootnoteReferenceWriter : HtmlObjectRenderer<FootnoteReference>
{
    protected override void Write(HtmlRenderer renderer, FootnoteReference reference)
    {
        var index = IndexOf(reference.Index);
        var id = reference.Footnote.Id;
        renderer.Write("<sup id=\"fnref:").WriteEscape(id).Write(index).Write("\" role=\"doc-noteref\"><a href=\"#fn:").WriteEscape(id).Write("\" class=\"footnote\" rel=\"footnote\">");
        renderer.WriteEscape(reference.Text).Write("</a></sup>");
    }

    internal static string IndexOf(int index) => index == 0 ? "" : ":" + index.ToString(CultureInfo.InvariantCulture);
}

internal sealed class FootnoteWayBackWriter : HtmlObjectRenderer<FootnoteWayBack>
{
    protected override void Write(HtmlRenderer renderer, FootnoteWayBack back)
    {
        renderer.Write(back.HasBlank ? "\u00A0" : "").Write("<a href=\"#fnref:").WriteEscape(back.Id).Write(FootnoteReferenceWriter.IndexOf(back.Index));
        renderer.Write("\" class=\"reversefootnote\" role=\"doc-backlink\">").WriteEscape(back.Text);
        if (back.Index > 0)
        {
            renderer.Write("<sup>").Write((back.Index + 1).ToString(CultureInfo.InvariantCulture)).Write("</sup>");
        }

        renderer.Write("</a>");
    }
}
