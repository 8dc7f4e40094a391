using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Headings;

internal static class HeadingText
{
    /// <summary>The text of an inline without markup: literals, code and entities, no images and no footnote numbers.</summary>
    public static string Of(ContainerInline container)
    {
        var text = new StringBuilder();
        foreach (var inline in container.Descendants())
        {
            switch (inline)
            {
                case LiteralInline literal when !IsInImage(literal, container):
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
            }
        }

        return text.ToString();
    }

    private static bool IsInImage(LiteralInline literal, ContainerInline root)
    {
        for (var parent = literal.Parent; parent is not null && parent != root; parent = parent.Parent)
        {
            if (parent is LinkInline { IsImage: true })
            {
                return true;
            }
        }

        return false;
    }
}
