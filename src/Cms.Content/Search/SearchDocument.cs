using System.Text;
using Cms.Content.Delivery;
using Cms.Markdown;

namespace Cms.Content.Search;

/// <summary>A published post, read for the index: what a reader sees of it, in parts of different weight. Fields of the front matter are left out, private ones and all others.</summary>
internal sealed class SearchDocument
{
    /// <summary>Raised when posts come to be read otherwise: those that were read before are read again.</summary>
    public const int Analysis = 1;

    // A tsvector has a megabyte. Words behind these are not found, and phrases only in the first 16,383 words.
    private const int MostWords = 100_000;
    private const int MostLexemeBytes = 700_000;
    private const int HighestPosition = 16_383;
    private const int MostPositions = 250;

    // Between parts, so that no phrase goes from one into the next.
    private const int Gap = 8;

    private const int MostHeadWords = 120;
    private const int CommonestWords = 24;

    private readonly List<Part> parts;

    private SearchDocument(DeliveredPost post, string text, List<Part> parts)
    {
        Post = post;
        Text = text;
        this.parts = parts;
    }

    public DeliveredPost Post { get; }

    public string Stemmer => Stemmers.Of(Post.Post.Language);

    /// <summary>The plain text, for snippets.</summary>
    public string Text { get; }

    /// <summary>All that is to be asked for before <see cref="Vectors"/>.</summary>
    public IEnumerable<(string Stemmer, string Word)> WordsToStem =>
        parts.SelectMany(part => part.Words).Where(word => word.Kind != WordKind.Pair).Select(word => word.Text).Distinct(StringComparer.Ordinal).Select(word => (Stemmer, word));

    /// <summary>The words as they are spelt, for suggestions and compounds.</summary>
    public IReadOnlyList<string> Vocabulary =>
        [.. parts.SelectMany(part => part.Words).Where(word => word.Kind == WordKind.Word && VocabularyWord.Is(word.Text)).Select(word => word.Text).Distinct(StringComparer.Ordinal).Take(VocabularyWord.MostOfPost)];

    public static SearchDocument Read(DeliveredPost post, MarkdownRenderer renderer)
    {
        var (text, headings) = Render(post, renderer);
        List<Part> read =
        [
            Part.Of('A', post.Post.Title),
            .. post.Tags.Concat(post.Categories).Concat(post.Keywords).Select(term => Part.Of('B', term.Name)),
            Part.Of('C', post.Post.Description ?? ""),
            .. post.Authors.Select(author => Part.Of('C', author.Name)),
            .. headings.Select(heading => Part.Of('C', heading) with { IsInText = true }),
            Part.Of('C', post.Post.ExcerptText) with { IsInText = post.Body?.Excerpt is null },
            Part.Of('D', text),
        ];
        return new SearchDocument(post, text, read);
    }

    /// <summary>All words, which find the post, and the few that rank it.</summary>
    public (string Words, string Head) Vectors(WordForms forms)
    {
        var words = new Vector();
        var head = new Vector();
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        var position = 1;
        foreach (var part in parts)
        {
            var last = 0;
            var headWords = 0;
            foreach (var word in part.Words)
            {
                last = word.Position;
                var isStop = word.Kind == WordKind.Word && forms.IsStop(Stemmer, word.Text);
                var inHead = part.Weight != 'D' && (part.Weight == 'A' || !isStop) && headWords < MostHeadWords;
                headWords += inHead ? 1 : 0;
                foreach (var form in FormsOf(word, forms))
                {
                    if (!part.IsInText)
                    {
                        words.Add(form, position + word.Position, weight: null);
                    }

                    if (inHead)
                    {
                        head.Add(form, position + word.Position, part.Weight);
                    }

                    if (part.Weight == 'D' && !isStop)
                    {
                        counts[form] = counts.GetValueOrDefault(form) + 1;
                    }
                }
            }

            position += last + Gap;
        }

        // What a long text is about it says often.
        foreach (var (form, count) in counts.Where(word => word.Value > 1).OrderByDescending(word => word.Value).ThenBy(word => word.Key, StringComparer.Ordinal).Take(CommonestWords))
        {
            for (var times = 0; times < (count > 8 ? 3 : count > 3 ? 2 : 1); times++)
            {
                head.Add(form, HighestPosition - times, 'D');
            }
        }

        return (words.ToString(), head.ToString());
    }

    private IEnumerable<string> FormsOf(FoundWord word, WordForms forms) => word.Kind == WordKind.Pair ? [word.Text] : forms.Of(Stemmer, word.Text);

    private static (string Text, IEnumerable<string> Headings) Render(DeliveredPost post, MarkdownRenderer renderer)
    {
        var body = post.Body!;
        try
        {
            var rendering = renderer.Render(body.Markdown, post.Rendering.OptionsFor(body.Markup, post.Post.Fields), post.ToContext());
            return (Clean(rendering.Text), rendering.Toc.Select(heading => Clean(heading.Text)));
        }
        catch (RenderingLimitException)
        {
            // Its readers get it as it is written, too.
            return (Clean(body.Markdown), []);
        }
    }

    private static string Clean(string text) => text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    /// <param name="IsInText">Whether the text has these words, too: then they count once.</param>
    private sealed record Part(char Weight, IReadOnlyList<FoundWord> Words, bool IsInText)
    {
        public static Part Of(char weight, string text) => new(weight, [.. WordReader.Read(text).Take(MostWords)], IsInText: false);
    }

    /// <summary>A tsvector in PostgreSQL's notation. Forms hold letters and digits and a few signs, none of which has to be escaped.</summary>
    private sealed class Vector
    {
        private readonly Dictionary<string, List<string>> places = new(StringComparer.Ordinal);
        private int bytes;

        public void Add(string form, int position, char? weight)
        {
            if (!places.TryGetValue(form, out var own))
            {
                bytes += Encoding.UTF8.GetByteCount(form) + 4;
                if (bytes > MostLexemeBytes)
                {
                    return;
                }

                places[form] = own = [];
            }

            if (own.Count < MostPositions)
            {
                own.Add(FormattableString.Invariant($"{Math.Min(position, HighestPosition)}{weight}"));
            }
        }

        public override string ToString()
        {
            var text = new StringBuilder(bytes * 2);
            foreach (var (form, own) in places)
            {
                text.Append('\'').Append(form).Append("':").AppendJoin(',', own).Append(' ');
            }

            return text.ToString();
        }
    }
}
