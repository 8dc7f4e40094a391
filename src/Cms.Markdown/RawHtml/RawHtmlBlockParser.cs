using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Cms.Markdown.RawHtml;

/// <summary>
/// kramdown's HTML blocks: a block element opens one that goes on over blank lines until its own closing tag, where CommonMark's ends at the
/// first blank line (CommonMark 0.31.2, section 4.6). A line that starts with a span element is a paragraph.
/// </summary>
internal sealed class RawHtmlBlockParser : HtmlBlockParser
{
    private static readonly object Nesting = new();

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.IsCodeIndent)
        {
            return BlockState.None;
        }

        var (tag, closes) = TagAt(processor.Line);
        if (HtmlElements.Span.Contains(tag))
        {
            return BlockState.None;
        }

        var line = processor.Line;
        var state = base.TryOpen(processor);
        if (closes || state == BlockState.None || tag.Length == 0 || HtmlElements.Void.Contains(tag))
        {
            return state;
        }

        var block = (HtmlBlock)processor.NewBlocks.Peek();
        if (block.Type is not (HtmlBlockType.InterruptingBlock or HtmlBlockType.NonInterruptingBlock))
        {
            return state;
        }

        var nesting = new OpenElement(tag);
        nesting.Read(line.AsSpan());
        block.SetData(Nesting, nesting);
        return nesting.IsOpen ? BlockState.Continue : BlockState.Break;
    }

    public override BlockState TryContinue(BlockProcessor processor, Block block)
    {
        if (block.GetData(Nesting) is not OpenElement nesting)
        {
            return base.TryContinue(processor, block);
        }

        processor.GoToColumn(processor.ColumnBeforeIndent);
        nesting.Read(processor.Line.AsSpan());
        block.UpdateSpanEnd(processor.Line.End);
        return nesting.IsOpen ? BlockState.Continue : BlockState.Break;
    }

    private static (string Tag, bool Closes) TagAt(StringSlice line)
    {
        var text = line.AsSpan();
        var closes = text.Length > 1 && text[1] == '/';
        var start = closes ? 2 : 1;
        var end = start;
        while (end < text.Length && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        return (text[Math.Min(start, text.Length)..end].ToString().ToLowerInvariant(), closes);
    }

    /// <summary>How many elements of the name that opened the block are open.</summary>
    private sealed class OpenElement(string name)
    {
        private int depth;

        public bool IsOpen => depth > 0;

        public void Read(ReadOnlySpan<char> line)
        {
            while (line.IndexOf('<') is var start and >= 0)
            {
                line = line[(start + 1)..];
                var closes = line is ['/', ..];
                var tag = closes ? line[1..] : line;
                if (!tag.StartsWith(name, StringComparison.OrdinalIgnoreCase)
                    || (tag.Length > name.Length && char.IsAsciiLetterOrDigit(tag[name.Length])))
                {
                    continue;
                }

                if (closes)
                {
                    depth--;
                }
                else if (!IsSelfClosing(tag))
                {
                    depth++;
                }
            }
        }

        private static bool IsSelfClosing(ReadOnlySpan<char> tag)
        {
            var end = tag.IndexOfAny('>', '<');
            return end > 0 && tag[end] == '>' && tag[end - 1] == '/';
        }
    }
}
