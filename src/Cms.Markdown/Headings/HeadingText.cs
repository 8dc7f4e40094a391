using System.Text;
using Cms.Markdown.Kramdown;
using Cms.Markdown.Kramdown.Spans;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Headings;

internal static class HeadingText
{
    /// <summary>The text of an inline without markup: literals, code and entities, no images and no footnote numbers.</summary>
    public static string Of(ContainerInline container)
    {
        var text = new StringBuilder();
        AppendChildren(text, container);
        return text.ToString();
    }

    public static void Append(StringBuilder text, Inline inline)
    {
        switch (inline)
        {
            case TypographicInline typographic:
                text.Append(typographic.Symbol);
                break;
            case LiteralInline literal:
                text.Append(literal.Content.AsSpan());
                break;
            case CodeInline code:
                text.Append(code.ContentSpan);
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded.AsSpan());
                break;
            case AutolinkInline link:
                text.Append(link.Url);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case RawTextInline raw:
                text.Append(raw.Text);
                break;
            case MathInline math:
                text.Append(math.Formula);
                break;
            case AbbreviationInline abbreviation:
                text.Append(abbreviation.Text);
                break;
            case ContainerInline container and not LinkInline { IsImage: true }:
                AppendChildren(text, container);
                break;
        }
    }

    // Inlines are nested no deeper than the bounds allow.
    private static void AppendChildren(StringBuilder text, ContainerInline container)
    {
        for (var child = container.FirstChild; child is not null; child = child.NextSibling)
        {
            Append(text, child);
        }
    }
}
