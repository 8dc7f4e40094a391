namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Where front matter ends and the body starts. Jekyll's expression is <c>\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)</c>:
/// fences stand at column 0 and may have trailing blanks, <c>...</c> closes too, and blank lines after the closing fence belong to it.
/// </summary>
/// <param name="Yaml">The range between the fences; null without front matter.</param>
/// <param name="BodyStart">Where the body starts in the text.</param>
/// <param name="Unclosed">Whether the text opens with a fence and a key, and no fence follows.</param>
internal readonly record struct Envelope(Range? Yaml, int BodyStart, bool Unclosed)
{
    public static Envelope Find(string text)
    {
        if (!text.StartsWith("---", StringComparison.Ordinal) || !IsBlank(text, 3, EndOfLine(text, 0)))
        {
            return new(null, 0, Unclosed: false);
        }

        var yamlStart = NextLine(text, 0);
        for (var line = yamlStart; line < text.Length; line = NextLine(text, line))
        {
            var end = EndOfLine(text, line);
            if (end - line >= 3 && IsFence(text.AsSpan(line, 3)) && IsBlank(text, line + 3, end))
            {
                return new(yamlStart..line, SkipBlankLines(text, NextLine(text, line)), Unclosed: false);
            }
        }

        return new(null, 0, Unclosed: LooksLikeKey(text, yamlStart));
    }

    private static bool IsFence(ReadOnlySpan<char> text) => text is "---" or "...";

    // A lone rule at the top of a text is a rule; with a key below it, somebody forgot the closing fence.
    private static bool LooksLikeKey(string text, int line)
    {
        var i = line;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-'))
        {
            i++;
        }

        return i > line && i < text.Length && text[i] == ':';
    }

    private static int SkipBlankLines(string text, int line)
    {
        while (line < text.Length && IsBlank(text, line, EndOfLine(text, line)))
        {
            line = NextLine(text, line);
        }

        return line;
    }

    private static bool IsBlank(string text, int start, int end) => text.AsSpan(start, end - start).Trim(" \t\f\v").IsEmpty;

    private static int EndOfLine(string text, int start)
    {
        var length = text.AsSpan(start).IndexOfAny('\r', '\n');
        return length < 0 ? text.Length : start + length;
    }

    private static int NextLine(string text, int start)
    {
        var end = EndOfLine(text, start);
        if (end + 1 < text.Length && text[end] == '\r' && text[end + 1] == '\n')
        {
            return end + 2;
        }

        return Math.Min(end + 1, text.Length);
    }
}
