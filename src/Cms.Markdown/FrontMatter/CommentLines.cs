namespace Cms.Markdown.FrontMatter;

/// <summary>Lines that hold nothing but a comment.</summary>
internal static class CommentLines
{
    /// <summary>Widens a removal of whole lines to the comments right above and below it.</summary>
    public static SourceEdit Include(string text, SourceEdit removal)
    {
        var (start, end) = (removal.Start, removal.End);
        while (start > 0 && SourceEdit.StartOfLine(text, start - 1) is var above && IsComment(text, above))
        {
            start = above;
        }

        while (end < text.Length && IsComment(text, end))
        {
            end = TextLines.NextLine(text, end);
        }

        return removal with { Start = start, End = end };
    }

    private static bool IsComment(string text, int line) =>
        text.AsSpan(line, TextLines.EndOfLine(text, line) - line).TrimStart(" \t").StartsWith("#", StringComparison.Ordinal);
}
