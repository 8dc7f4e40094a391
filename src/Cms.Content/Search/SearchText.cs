namespace Cms.Content.Search;

/// <summary>
/// What a reader types, taken apart as on the web: all words have to be found; quotes hold a phrase, <c>or</c> joins its two neighbours, a minus
/// sign before a word or a phrase excludes it. Whatever else stands there means nothing.
/// </summary>
/// <param name="AllOf">Each has to be found.</param>
/// <param name="NoneOf">None may be found.</param>
internal sealed record SearchText(string Text, IReadOnlyList<SearchAlternatives> AllOf, IReadOnlyList<SearchTerm> NoneOf)
{
    public const int MaximumLength = 1000;
    public const int MaximumWords = 50;

    private static readonly char[] Quotes = ['"', '\u201c', '\u201d', '\u201e', '\u201f', '\u00ab', '\u00bb'];

    public bool IsEmpty => AllOf.Count == 0;

    public IEnumerable<SearchTerm> Terms => AllOf.SelectMany(group => group.AnyOf);

    /// <param name="parameter">What the text is called where it comes from.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidParameter"/>: it is too long, or blank.</exception>
    public static SearchText Parse(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaximumLength)
        {
            throw new ContentException(new ContentError.InvalidParameter(parameter, $"A search takes at most {MaximumLength} characters, and these are {text.Length}. Shorten '{parameter}'."));
        }

        if (string.IsNullOrWhiteSpace(text))
        {
            throw new ContentException(new ContentError.InvalidParameter(parameter, $"'{parameter}' is blank. Say what to search for."));
        }

        var parsed = new Parser(text).Parse();
        var words = parsed.Terms.Concat(parsed.NoneOf).Sum(term => term.Words.Count);
        return words <= MaximumWords ? parsed : throw new ContentException(new ContentError.InvalidParameter(
            parameter, $"A search takes at most {MaximumWords} words, and these are {words}. Shorten '{parameter}'."));
    }

    private sealed class Parser(string text)
    {
        private readonly List<List<SearchTerm>> allOf = [];
        private readonly List<SearchTerm> noneOf = [];
        private bool joins;

        public SearchText Parse()
        {
            var at = 0;
            while (at < text.Length)
            {
                if (char.IsWhiteSpace(text[at]))
                {
                    at++;
                    continue;
                }

                var excludes = text[at] == '-';
                at += excludes ? 1 : 0;
                var isQuoted = at < text.Length && Quotes.Contains(text[at]);
                var start = at + (isQuoted ? 1 : 0);
                var end = EndOf(start, isQuoted);
                Take(start, end, isQuoted, excludes);
                at = Math.Max(isQuoted ? Math.Min(end + 1, text.Length) : end, at);
            }

            // Somebody may still be typing the last word, if it is one.
            if (allOf is [.., [.., { IsQuoted: false } last] group] && last.End == text.TrimEnd().Length)
            {
                group[^1] = last with { IsLast = true };
            }

            return new(text, [.. allOf.Select(group => new SearchAlternatives(group))], noneOf);
        }

        private int EndOf(int start, bool isQuoted)
        {
            var end = start;
            while (end < text.Length && !Quotes.Contains(text[end]) && (isQuoted || !char.IsWhiteSpace(text[end])))
            {
                end++;
            }

            return end;
        }

        private void Take(int start, int end, bool isQuoted, bool excludes)
        {
            var piece = text[start..end];
            if (!isQuoted && !excludes && piece.Equals("or", StringComparison.OrdinalIgnoreCase))
            {
                joins = true;
                return;
            }

            List<FoundWord> words = [.. WordReader.Read(piece).Select(word => word with { Start = word.Start + start })];
            if (words.Count == 0)
            {
                return;
            }

            var term = new SearchTerm(words, isQuoted, end);
            if (excludes)
            {
                noneOf.Add(term);
            }
            else if (joins && allOf is [.., var group])
            {
                group.Add(term);
            }
            else
            {
                allOf.Add([term]);
            }

            joins = false;
        }
    }
}

/// <summary>One of them has to be found.</summary>
internal sealed record SearchAlternatives(IReadOnlyList<SearchTerm> AnyOf);

/// <summary>A word, a phrase, or what is written together like one: <c>node.js</c>, <c>docker-container</c>.</summary>
/// <param name="End">Where it ends in the text.</param>
internal sealed record SearchTerm(IReadOnlyList<FoundWord> Words, bool IsQuoted, int End)
{
    /// <summary>Whether it may be the beginning of a word only.</summary>
    public bool IsLast { get; init; }
}
