using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.AttributeLists;

/// <summary>An attribute list right behind a link, an image, code or an emphasis. Behind plain text it stays text.</summary>
internal sealed class SpanAttributeParser : InlineParser
{
    public SpanAttributeParser()
    {
        OpeningCharacters = ['{'];
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var rest = slice.AsSpan();
        rest = rest[..Math.Min(rest.Length, AttributeList.LongestList)];
        if (rest is not ['{', ':', .. var list] || list is [':' or '/', ..])
        {
            return false;
        }

        var end = list.IndexOfAny('}', '\n');
        if (end < 0 || list[end] != '}' || Target(processor.Inline) is not { } target)
        {
            return false;
        }

        KramdownAttributes.Apply(processor.Document, target, list[..end].ToString());
        slice.Start += end + 3;
        return true;
    }

    private static Inline? Target(Inline? before) => before switch
    {
        LiteralInline { Content.IsEmpty: true } => Target(before.PreviousSibling),
        null or LiteralInline or LineBreakInline or EmphasisDelimiterInline => null,
        _ => before,
    };
}
