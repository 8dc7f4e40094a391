using Cms.Markdown.RawHtml;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Spans;

internal sealed partial class SpanReader
{
    private bool noComment;

    private bool TryReadHtml()
    {
        if (StandsHere("<!--") && TryReadComment())
        {
            return true;
        }

        if (HtmlTags.Closing(text, position) is { } closing)
        {
            return TakeText(closing.End - position);
        }

        if (HtmlTags.Opening(text, position) is not { } tag)
        {
            var isBroken = StandsHere("</") || StandsHere("<!--") || HtmlTags.NameLength(text.AsSpan(position + 1)) > 0;
            return isBroken && TakeText(1);
        }

        if (HtmlElements.KramdownBlock.Contains(tag.Name) || open.Count >= MaximumDepth)
        {
            return TakeText(tag.End - position);
        }

        position = tag.End;
        ReadElement(tag);
        return true;
    }

    private void ReadElement(HtmlTagText tag)
    {
        var isVoid = HtmlElements.Void.Contains(tag.Name);
        var holdsRaw = !HtmlElements.HoldsSpans.Contains(tag.Name) && !HtmlElements.HoldsBlocks.Contains(tag.Name);
        var isRaw = tag.Markdown switch
        {
            "span" => false,
            "0" => true,
            "1" => holdsRaw,
            _ => onlyHtml || holdsRaw || !state.Options.KramdownOptions.ParseSpanHtml,
        };
        var attributes = tag.Attributes.Replace('\n', ' ');
        Add(new HtmlInline($"<{tag.Name}{attributes}{(isVoid ? " />" : ">")}"));
        if (isVoid)
        {
            return;
        }

        if (!tag.IsClosed)
        {
            var container = tree;
            if (ReadInto(container, isRaw ? Kind.RawHtml : Kind.Html, () => IsClosing(tag.Name)))
            {
                position = HtmlTags.Closing(text, position)!.Value.End;
            }
            else
            {
                Add(new RawTextInline(text[position..]));
                position = text.Length;
            }
        }

        Add(new HtmlInline($"</{tag.Name}>"));
    }

    private bool IsClosing(string name) => Current == '<' && HtmlTags.Closing(text, position) is { } tag && tag.Name == name;

    private bool TryReadComment()
    {
        var end = noComment ? -1 : text.IndexOf("-->", position + 4, StringComparison.Ordinal);
        noComment = end < 0;
        if (noComment)
        {
            return false;
        }

        var comment = state.Options.TrustHtml ? text[position..(end + 3)] : "";
        position = end + 3;
        Add(new CommentInline(comment));
        return true;
    }
}
