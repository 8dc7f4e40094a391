namespace Cms.GraphQL.Limits;

/// <summary>
/// Counts the tokens of a document and how deep its brackets nest, in one pass and without recursion, so that the parser never sees what would
/// exhaust it. It takes more than the grammar does; what it lets through is the parser's to judge.
/// </summary>
internal static class DocumentScan
{
    // Levels of braces, brackets and parentheses together: deeper than any depth of fields allowed with arguments nested in them.
    private const int MostNested = 100;

    /// <summary>Why the document is refused, or null.</summary>
    public static RequestRefusal? Check(ReadOnlySpan<char> text, int maxTokens)
    {
        var (tokens, nested, at) = (0, 0, 0);
        while (at < text.Length)
        {
            var character = text[at];
            if (char.IsWhiteSpace(character) || character is ',' or '\uFEFF')
            {
                at++;
                continue;
            }

            if (character == '#')
            {
                at = End(text, at, text[at..].IndexOfAny('\n', '\r'));
                continue;
            }

            if (++tokens > maxTokens)
            {
                return new RequestRefusal("TOO_MANY_TOKENS", $"The document has more than {maxTokens} tokens. Ask for less, or in several requests.");
            }

            if (character is '{' or '[' or '(' && ++nested > MostNested)
            {
                return new RequestRefusal("TOO_DEEP", $"The document nests brackets more than {MostNested} deep.");
            }

            nested -= character is '}' or ']' or ')' ? 1 : 0;
            at = character == '"' ? EndOfString(text, at) : IsNamed(character) ? EndOfName(text, at) : at + 1;
        }

        return null;
    }

    private static bool IsNamed(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.';

    private static int EndOfName(ReadOnlySpan<char> text, int start)
    {
        var at = start + 1;
        while (at < text.Length && IsNamed(text[at]))
        {
            at++;
        }

        return at;
    }

    private static int EndOfString(ReadOnlySpan<char> text, int start)
    {
        if (text[start..].StartsWith("\"\"\""))
        {
            var at = start + 3;
            while (true)
            {
                var quote = text[at..].IndexOf("\"\"\"");
                if (quote <= 0 || text[at + quote - 1] != '\\')
                {
                    return quote < 0 ? text.Length : at + quote + 3;
                }

                at += quote + 3;
            }
        }

        for (var at = start + 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '"' or '\n' or '\r':
                    return at + 1;
            }
        }

        return text.Length;
    }

    private static int End(ReadOnlySpan<char> text, int start, int length) => length < 0 ? text.Length : start + length;
}
