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

    /// <summary>What XML lets a name begin with (XML 1.0, section 2.3), beyond the basic plane all but private use.</summary>
    public static bool StartsXmlName(char c) => char.IsAsciiLetter(c) || c is '_' or (>= '\u00C0' and <= '\u02FF' and not ('\u00D7' or '\u00F7'))
        or (>= '\u0370' and <= '\u1FFF' and not '\u037E') or '\u200C' or '\u200D' or (>= '\u2070' and <= '\u218F') or (>= '\u2C00' and <= '\u2FEF')
        or (>= '\u3001' and <= '\uDFFF') or (>= '\uF900' and <= '\uFDCF') or (>= '\uFDF0' and <= '\uFFFD');

    public static bool IsInXmlName(char c) =>
        StartsXmlName(c) || char.IsAsciiDigit(c) || c is '-' or '.' or '\u00B7' or (>= '\u0300' and <= '\u036F') or '\u203F' or '\u2040';

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
