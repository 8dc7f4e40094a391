namespace Cms.GraphQL.Posts;

/// <summary>Shortens plain text at a word's end.</summary>
internal static class WordLimit
{
    /// <param name="words">At least 1.</param>
    public static string Cut(string text, int words)
    {
        var inWord = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                if (inWord && --words == 0)
                {
                    return text.AsSpan(i).IsWhiteSpace() ? text : $"{text.AsSpan(0, i)}…";
                }

                inWord = false;
            }
            else
            {
                inWord = true;
            }
        }

        return text;
    }
}
