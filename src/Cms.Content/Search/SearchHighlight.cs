using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Cms.Content.Search;

/// <summary>Shows where a search was found.</summary>
/// <param name="forms">Of the words that were looked for.</param>
/// <param name="beginnings">Of words that were looked for by their beginning.</param>
internal sealed class SearchHighlight(IReadOnlySet<string> forms, IReadOnlySet<string> beginnings)
{
    // A text is looked through so far.
    private const int LongestLook = 50_000;

    private const int WordsBefore = 8;
    private const int WordsShown = 32;
    private const int PairsShown = 60;

    // Letters of all scripts stay as they are; what means something in HTML, in text or in an attribute, does not.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly HashSet<char> firstLetters = [.. forms.Concat(beginnings).Select(form => form[0])];

    /// <summary>The words of a text that may be hits, for their stems to be asked for.</summary>
    public IEnumerable<(string Stemmer, string Word)> WordsToStem(string text, string stemmer) =>
        WordReader.Read(Looked(text)).Where(MayBeHit).Select(word => word.Text).Distinct(StringComparer.Ordinal).Select(word => (stemmer, word));

    /// <summary>The whole text as HTML, safe to insert, with the hits in <c>mark</c>; null where there are none.</summary>
    public string? Whole(string text, string stemmer, WordForms stems)
    {
        var words = WordReader.Read(Looked(text)).ToList();
        var hits = HitsIn(words, stemmer, stems);
        return hits.Count == 0 ? null : Mark(text, 0, text.Length, words, hits);
    }

    /// <summary>The place of a text that has the most different hits, as <see cref="Whole"/>.</summary>
    public string? Best(string text, string stemmer, WordForms stems)
    {
        var words = WordReader.Read(Looked(text)).Where(word => word.Kind != WordKind.Joined).ToList();
        var hits = HitsIn(words, stemmer, stems);
        if (hits.Count == 0)
        {
            return null;
        }

        var shown = words[hits[0]].Kind == WordKind.Pair ? PairsShown : WordsShown;
        var best = hits.Select((hit, index) => (Hit: hit, Different: hits.Skip(index).Take(WordsShown).TakeWhile(other => other < hit + shown - WordsBefore).Select(other => words[other].Text).Distinct(StringComparer.Ordinal).Count()))
            .MaxBy(place => place.Different).Hit;
        var first = Math.Max(0, best - WordsBefore);
        var last = Math.Min(words.Count, first + shown) - 1;
        var start = first == 0 ? 0 : words[first].Start;
        var end = last == words.Count - 1 ? Math.Min(text.Length, words[last].Start + words[last].Length + 1) : words[last].Start + words[last].Length;
        var marked = Mark(text, start, end, words, [.. hits.Where(hit => hit >= first && hit <= last)]);
        return $"{(start > 0 ? "… " : "")}{marked.Trim()}{(end < text.Length ? " …" : "")}";
    }

    private static string Looked(string text)
    {
        if (text.Length <= LongestLook)
        {
            return text;
        }

        return text[..(char.IsHighSurrogate(text[LongestLook - 1]) ? LongestLook - 1 : LongestLook)];
    }

    // Stems begin as their words do, so most words need not be asked for.
    private bool MayBeHit(FoundWord word) => word.Kind != WordKind.Pair && (firstLetters.Contains(word.Text[0]) || firstLetters.Contains(Folding.Plain(word.Text[..1]) is [var first, ..] ? first : word.Text[0]));

    private List<int> HitsIn(List<FoundWord> words, string stemmer, WordForms stems)
    {
        List<int> hits = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (IsHit(words[i], stemmer, stems))
            {
                hits.Add(i);
            }
        }

        return hits;
    }

    private bool IsHit(FoundWord word, string stemmer, WordForms stems) => word.Kind == WordKind.Pair
        ? forms.Contains(word.Text) || beginnings.Any(beginning => word.Text.StartsWith(beginning, StringComparison.Ordinal) && word.Text.Length == beginning.Length)
        : MayBeHit(word) && stems.Of(stemmer, word.Text).Any(form => forms.Contains(form) || beginnings.Any(beginning => form.StartsWith(beginning, StringComparison.Ordinal)));

    private static string Mark(string text, int start, int end, List<FoundWord> words, List<int> hits)
    {
        var html = new StringBuilder();
        var at = start;
        for (var i = 0; i < hits.Count; i++)
        {
            // Pairs overlap, and become one mark.
            var from = Math.Max(words[hits[i]].Start, at);
            var to = Math.Min(words[hits[i]].Start + words[hits[i]].Length, end);
            while (i + 1 < hits.Count && words[hits[i + 1]].Start < to)
            {
                to = Math.Min(Math.Max(to, words[hits[++i]].Start + words[hits[i]].Length), end);
            }

            if (to > from)
            {
                html.Append(Encode(text[at..from])).Append("<mark>").Append(Encode(text[from..to])).Append("</mark>");
                at = to;
            }
        }

        return html.Append(Encode(text[at..end])).ToString();
    }

    private static string Encode(string text) => Encoder.Encode(text.Replace('\n', ' '));
}
