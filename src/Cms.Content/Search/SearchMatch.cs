using System.Text;

namespace Cms.Content.Search;

/// <summary>A search in PostgreSQL's words.</summary>
/// <param name="Condition">A tsquery that finds the posts.</param>
/// <param name="Ranking">A tsquery of all words that the more of them a post has the better it fits.</param>
internal sealed record SearchMatch(string Condition, string Ranking, SearchHighlight Highlight)
{
    // A beginning of two letters is the beginning of half a dictionary.
    private const int ShortestBeginning = 3;

    /// <param name="stemmers">Under which the words are looked for.</param>
    /// <param name="forms">Of all words and compounds.</param>
    /// <param name="compounds">That end with a word of the text.</param>
    public static SearchMatch Of(SearchText text, IReadOnlyList<string> stemmers, WordForms forms, IReadOnlyList<(string Stemmer, string Word)> compounds) =>
        new Writer(stemmers, forms, [.. compounds.SelectMany(compound => forms.Of(compound.Stemmer, compound.Word))]).Write(text);

    private sealed class Writer(IReadOnlyList<string> stemmers, WordForms forms, HashSet<string> compounds)
    {
        private readonly HashSet<string> wanted = new(StringComparer.Ordinal);
        private readonly HashSet<string> beginnings = new(StringComparer.Ordinal);

        public SearchMatch Write(SearchText text)
        {
            // Words that every text has tell nothing, unless they are all there is.
            var telling = text.AllOf.Where(group => !group.AnyOf.All(IsStop)).ToList();
            var condition = string.Join(" & ", (telling.Count > 0 ? telling : text.AllOf).Select(group => $"({string.Join(" | ", group.AnyOf.Select(term => Term(term, isWanted: true)))})"));
            var ranking = string.Join(" | ", wanted.Select(Quote).Concat(beginnings.Select(Beginning)));
            foreach (var term in text.NoneOf)
            {
                condition += $" & !({Term(term, isWanted: false)})";
            }

            return new(condition, ranking, new SearchHighlight(wanted, beginnings));
        }

        private bool IsStop(SearchTerm term) => term is { IsQuoted: false, Words: [{ Kind: WordKind.Word } word] } && stemmers.Any(stemmer => forms.IsStop(stemmer, word.Text));

        private string Term(SearchTerm term, bool isWanted)
        {
            var words = InOrder(term.Words);
            var phrase = new StringBuilder();
            for (var i = 0; i < words.Count; i++)
            {
                if (i > 0)
                {
                    phrase.Append(" <").Append(words[i].Position - words[i - 1].Position).Append("> ");
                }

                phrase.Append(Word(words[i], term.IsLast && i == words.Count - 1, isWanted));
            }

            // e-mail is email, too.
            var joined = words.Count > 1 ? term.Words.Where(word => word.Kind == WordKind.Joined && word.Length == term.Words[^1].Start + term.Words[^1].Length - word.Start).Select(word => Word(word, isLast: false, isWanted)) : [];
            return $"({string.Join(" | ", joined.Prepend(words.Count > 1 ? $"({phrase})" : phrase.ToString()))})";
        }

        // The last character of a run of pairs is in the pair before it, and a sign belongs to its word.
        private static List<FoundWord> InOrder(IReadOnlyList<FoundWord> words)
        {
            List<FoundWord> order = [];
            foreach (var word in words)
            {
                switch (word.Kind)
                {
                    case WordKind.Joined when order is [.., var plain] && plain.Start == word.Start && word.Text[^1] is '+' or '#':
                        order[^1] = word;
                        break;
                    case WordKind.Joined:
                    case WordKind.Pair when order is [.., { Kind: WordKind.Pair } pair] && pair.Start + pair.Length == word.Start + word.Length:
                        break;
                    default:
                        order.Add(word);
                        break;
                }
            }

            return order;
        }

        private string Word(FoundWord word, bool isLast, bool isWanted)
        {
            HashSet<string> own = word.Kind == WordKind.Pair ? [word.Text] : [.. stemmers.SelectMany(stemmer => forms.Of(stemmer, word.Text))];
            HashSet<string> starts = word.Kind == WordKind.Pair ? (word.Text.EnumerateRunes().Count() == 1 ? [word.Text] : [])
                : isLast && isWanted && word.Kind == WordKind.Word && word.Text.Length >= ShortestBeginning ? [.. stemmers.SelectMany(stemmer => StemmedWord.Beginnings(stemmer, word.Text))]
                : [];
            if (isWanted)
            {
                own.UnionWith(compounds.Where(compound => own.Any(form => form.Length >= VocabularyWord.ShortestPart && compound.Length > form.Length && compound.EndsWith(form, StringComparison.Ordinal))));
                wanted.UnionWith(own);
                beginnings.UnionWith(starts);
            }

            // What begins so is found by its beginning, and looked for once.
            var whole = own.Where(form => !starts.Any(start => form.StartsWith(start, StringComparison.Ordinal)));
            return $"({string.Join(" | ", whole.Select(Quote).Concat(starts.Select(Beginning)))})";
        }

        private static string Beginning(string form) => $"{Quote(form)}:*";

        private static string Quote(string form) => $"'{form.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal)}'";
    }
}
