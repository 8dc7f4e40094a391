using System.Text;
using Markdig.Helpers;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

internal static class CodeBlocks
{
    public static void ReadIndented(BlockReader reader)
    {
        var line = reader.Line;
        var start = reader.Position;
        reader.Position = IndentedEnd(reader, start);
        var code = new StringBuilder();
        for (var i = start; i < reader.Position; i = reader.NextLine(i))
        {
            var content = reader.LineAt(i);
            if (!Lines.IsIndented(content) && !Lines.IsBlank(content) && code.Length > 0 && content.IndexOfAnyExcept(' ') is >= 0 and <= 3 && content.TrimStart(' ')[0] != '\t')
            {
                // A line that goes on without its indentation belongs to the one above.
                code[^1] = ' ';
            }

            code.Append(WithoutIndentation(content)).Append('\n');
        }

        reader.Add(Code(new CodeBlock(null!), code.ToString()), line);
    }

    /// <summary>Where the indented lines from a position on end, with the lines that follow them lazily; the position itself if there is none.</summary>
    public static int IndentedEnd(BlockReader reader, int position)
    {
        while (position < reader.Text.Length)
        {
            var start = position;
            while (start < reader.Text.Length && Lines.IsBlank(reader.LineAt(start)))
            {
                start = reader.NextLine(start);
            }

            if (start >= reader.Text.Length || !IsCode(reader.LineAt(start)))
            {
                break;
            }

            position = start;
            while (position < reader.Text.Length && (IsCode(reader.LineAt(position)) || !Lines.EndsLazily(reader.LineAt(position))))
            {
                position = reader.NextLine(position);
            }
        }

        return position;
    }

    public static ReadOnlySpan<char> WithoutIndentation(ReadOnlySpan<char> line) =>
        line.StartsWith("\t") ? line[1..] : line.StartsWith("    ") ? line[4..] : line;

    public static bool TryReadFenced(BlockReader reader)
    {
        var opening = Lines.Content(reader.LineAt(reader.Position));
        var mark = opening[0];
        var fence = opening.IndexOfAnyExcept(mark);
        fence = fence < 0 ? opening.Length : fence;
        var info = Characters.Trim(opening[fence..]);
        if (fence < 3 || info.ContainsAny(" \t"))
        {
            return false;
        }

        var start = reader.NextLine(reader.Position);
        var close = reader.Find($"{mark}{fence}", start, from => ClosingFence(reader, from, mark, fence));
        if (close < 0)
        {
            return false;
        }

        var language = info.ToString();
        var line = reader.Line;
        var code = reader.Text[start..close];
        reader.Position = reader.NextLine(close);
        var block = new FencedCodeBlock(null!) { Info = language.Split('?')[0] };
        reader.Add(Code(block, code), line);
        return true;
    }

    private static int ClosingFence(BlockReader reader, int from, char mark, int length)
    {
        for (var i = from; i < reader.Text.Length; i = reader.NextLine(i))
        {
            var line = Lines.Content(reader.LineAt(i));
            var run = line.IndexOfAnyExcept(mark);
            run = run < 0 ? line.Length : run;
            if (run >= length && Characters.IsBlank(line[run..]))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsCode(ReadOnlySpan<char> line) => Lines.IsIndented(line) && !Lines.IsBlank(line);

    private static CodeBlock Code(CodeBlock block, string code)
    {
        block.Lines = new StringLineGroup(code.EndsWith('\n') ? code[..^1] : code);
        return block;
    }
}
