using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.AttributeLists;

/// <summary>An attribute list behind what may be the end of an emphasis. It is taken out of the document once that is known.</summary>
internal sealed class AttributeInline(string list) : LeafInline
{
    public string List { get; } = list;
}

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
        if (end < 0 || list[end] != '}')
        {
            return false;
        }

        var attributes = list[..end].ToString();
        if (processor.Inline is EmphasisDelimiterInline)
        {
            // Whether an emphasis ends here is only known when the whole block is read.
            processor.Inline = new AttributeInline(attributes) { IsClosed = true };
        }
        else if (Target(processor.Inline) is { } target)
        {
            KramdownAttributes.Apply(processor.Document, target, attributes);
        }
        else
        {
            return false;
        }

        slice.Start += end + 3;
        return true;
    }

    private static Inline? Target(Inline? before) => before switch
    {
        LiteralInline { Content.IsEmpty: true } => Target(before.PreviousSibling),
        null or LiteralInline or LineBreakInline or DelimiterInline => null,
        _ => before,
    };
}
