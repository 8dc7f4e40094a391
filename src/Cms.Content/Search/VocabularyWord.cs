namespace Cms.Content.Search;

/// <summary>What a word of the vocabulary is found by: by slips, as the word and what is left of it without one of its letters; by the end of a compound.</summary>
internal static class VocabularyWord
{
    /// <summary>More different words than these are not learnt of one post.</summary>
    public const int MostOfPost = 5000;

    public const int ShortestPart = 5;
    private const int Shortest = 3;
    private const int Longest = 40;
    private const int ShortestRest = 3;

    /// <summary>Whether the word is one that people write, and not a number or a mark.</summary>
    public static bool Is(string word) => word.Length is >= Shortest and <= Longest && word.All(char.IsLetter);

    /// <param name="form">The word as it is indexed.</param>
    public static IEnumerable<string> KeysOf(string stemmer, string word, string form)
    {
        var keys = DeletionsOf(Folding.Plain(word), 1);
        if (Stemmers.Compounds(stemmer))
        {
            for (var start = ShortestRest; start <= form.Length - ShortestPart; start++)
            {
                keys.Add(EndKey(form[start..]));
            }
        }

        return keys;
    }

    /// <summary>The key of compounds that end with this form.</summary>
    public static string EndKey(string form) => "-" + form;

    /// <summary>The word, and what is left of it without up to so many of its letters: two words with a letter swapped, changed, missed or added share one.</summary>
    public static HashSet<string> DeletionsOf(string plain, int letters)
    {
        HashSet<string> all = [plain];
        List<string> shortened = [plain];
        for (var times = 0; times < letters; times++)
        {
            List<string> shorter = [];
            foreach (var text in shortened)
            {
                for (var at = 0; at < text.Length && text.Length > 2; at++)
                {
                    // One of two letters that are the same leaves what the other does.
                    if (at == 0 || text[at] != text[at - 1])
                    {
                        shorter.Add(text.Remove(at, 1));
                    }
                }
            }

            all.UnionWith(shortened = shorter);
        }

        return all;
    }

    /// <summary>How many letters have to be changed, added, left out or swapped with their neighbour (optimal string alignment).</summary>
    public static int Distance(string one, string other)
    {
        var rows = new int[one.Length + 1, other.Length + 1];
        for (var i = 0; i <= one.Length; i++)
        {
            rows[i, 0] = i;
        }

        for (var j = 0; j <= other.Length; j++)
        {
            rows[0, j] = j;
        }

        for (var i = 1; i <= one.Length; i++)
        {
            for (var j = 1; j <= other.Length; j++)
            {
                var change = rows[i - 1, j - 1] + (one[i - 1] == other[j - 1] ? 0 : 1);
                rows[i, j] = Math.Min(change, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && one[i - 1] == other[j - 2] && one[i - 2] == other[j - 1])
                {
                    rows[i, j] = Math.Min(rows[i, j], rows[i - 2, j - 2] + 1);
                }
            }
        }

        return rows[one.Length, other.Length];
    }
}
