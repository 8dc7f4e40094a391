namespace Cms.Markdown.FrontMatter;

/// <summary>Lines of a text by position. A line ends at a line feed, a carriage return or both; YAML's other line ends are text to all else.</summary>
internal static class TextLines
{
    public static int EndOfLine(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : start + length;
    }

    /// <summary>Where the next line starts; the text's end after the last.</summary>
    public static int NextLine(string text, int start)
    {
        var end = EndOfLine(text, start);
        if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n')
        {
            return end + 2;
        }

        return Math.Min(end + 1, text.Length);
    }

    public static bool IsBlank(ReadOnlySpan<char> text) => text.Trim(" \t\f\v").IsEmpty;

    public static int SkipBlankLines(string text, int line)
    {
        while (line < text.Length && IsBlank(text.AsSpan(line, EndOfLine(text, line) - line)))
        {
            line = NextLine(text, line);
        }

        return line;
    }

    public static string WithLineFeeds(string text) => text.Contains('\r', StringComparison.Ordinal)
        ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n')
        : text;

    /// <summary>How many lines end in the text.</summary>
    public static int Count(string text)
    {
        var lines = 0;
        for (var position = 0; (position = EndOfLine(text, position)) < text.Length; position = NextLine(text, position))
        {
            lines++;
        }

        return lines;
    }

    /// <summary>How the text's first line ends, which is how new lines should; a line feed where it has one line.</summary>
    public static string FirstLineEnd(string text)
    {
        var end = EndOfLine(text, 0);
        return end == text.Length ? "\n" : text[end..NextLine(text, end)];
    }
}
