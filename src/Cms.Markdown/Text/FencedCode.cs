namespace Cms.Markdown.Text;

/// <summary>Finds code between fences without parsing the rest.</summary>
internal static class FencedCode
{
    /// <summary>From the line of each fence to the end of the line that closes it, in order; an unclosed one ends with the text.</summary>
    public static IReadOnlyList<Range> RangesOf(string text)
    {
        List<Range> ranges = [];
        var start = -1;
        var fence = ReadOnlySpan<char>.Empty;
        for (var at = 0; at < text.Length;)
        {
            var length = text.AsSpan(at).IndexOf('\n');
            var end = length < 0 ? text.Length : at + length;
            var mark = FenceOf(text.AsSpan(at, end - at), out var rest);
            if (start < 0)
            {
                if (!mark.IsEmpty && (mark[0] == '~' || !rest.Contains('`')))
                {
                    start = at;
                    fence = mark;
                }
            }
            else if (mark.Length >= fence.Length && mark[0] == fence[0] && rest.IsWhiteSpace())
            {
                ranges.Add(start..end);
                start = -1;
            }

            at = end + 1;
        }

        if (start >= 0)
        {
            ranges.Add(start..text.Length);
        }

        return ranges;
    }

    /// <summary>The ticks or tildes that a line begins with, three at least; empty for another line.</summary>
    public static ReadOnlySpan<char> FenceOf(ReadOnlySpan<char> line, out ReadOnlySpan<char> rest)
    {
        var content = line.TrimStart(" \t");
        var length = content is ['`' or '~', ..] ? content.IndexOfAnyExcept(content[0]) : 0;
        length = length < 0 ? content.Length : length;
        rest = content[length..];
        return length >= 3 ? content[..length] : [];
    }
}
