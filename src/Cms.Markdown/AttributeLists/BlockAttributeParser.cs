using Markdig.Parsers;
using Markdig.Syntax;

namespace Cms.Markdown.AttributeLists;

/// <summary>A line that holds nothing but an attribute list. It is taken out of the document once it is applied.</summary>
internal sealed class AttributeBlock(BlockParser parser, string list) : LeafBlock(parser)
{
    public string List { get; } = list;
}

internal sealed class BlockAttributeParser : BlockParser
{
    public BlockAttributeParser()
    {
        OpeningCharacters = ['{'];
    }

    public override bool CanInterrupt(BlockProcessor processor, Block block) => true;

    public override BlockState TryOpen(BlockProcessor processor)
    {
        // {:/} and {::…} are extensions of kramdown, not attributes.
        var line = processor.Line.AsSpan().TrimEnd(" \t");
        if (processor.IsCodeIndent || line.Length > AttributeList.LongestList || line is not ['{', ':', .. var list, '}'] || list is [':' or '/', ..])
        {
            return BlockState.None;
        }

        processor.NewBlocks.Push(new AttributeBlock(this, list.ToString())
        {
            Column = processor.Column,
            Span = new SourceSpan(processor.Start, processor.Line.End),
        });
        return BlockState.BreakDiscard;
    }
}
