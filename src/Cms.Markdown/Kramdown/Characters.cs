namespace Cms.Markdown.Kramdown;

/// <summary>Classes of characters as kramdown's expressions have them.</summary>
internal static class Characters
{
    /// <summary>Ruby's <c>\w</c> without Unicode.</summary>
    public static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c == '_';

    public static bool IsName(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!IsWord(text[i]) && (i == 0 || text[i] != '-'))
            {
                return false;
            }
        }

        return !text.IsEmpty;
    }

    /// <summary>Ruby's <c>\s</c>: no no-break space and nothing else beyond ASCII.</summary>
    public static bool IsSpace(char c) => c is ' ' or (>= '\t' and <= '\r');

    public static bool IsBlank(ReadOnlySpan<char> text)
    {
        foreach (var c in text)
        {
            if (!IsSpace(c))
            {
                return false;
            }
        }

        return true;
    }

    public static ReadOnlySpan<char> Trim(ReadOnlySpan<char> text) => text.Trim(" \t\n\v\f\r");

    public static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> text) => text.TrimStart(" \t\n\v\f\r");

    public static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> text) => text.TrimEnd(" \t\n\v\f\r");
}
