using System.Runtime.InteropServices;
using System.Text;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Markdown;

namespace Cms.Content.Search;

/// <summary>A published post, read for the index: what a reader sees of it, in parts of different weight. Fields of the front matter are left out, private ones and all others.</summary>
internal sealed class SearchDocument
{
    /// <summary>Raised when posts come to be read otherwise: those that were read before are read again.</summary>
    public const int Analysis = 2;

    // Words behind these are not found, and phrases only in the first 16,383 words.
    private const int MostWords = 100_000;
    private const int MostLexemeBytes = 700_000;

    // Between parts, so that no phrase goes from one into the next.
    private const int Gap = 8;

    // Of most posts, so that no list has to grow.
    private const int WordsOfPost = 500;

    private const int MostHeadWords = 120;
    private const int CommonestWords = 24;

    // Each word once; the parts name them by their place here.
    private readonly List<string> words = [];
    private readonly List<StemmedWord?> stemmed = [];
    private readonly List<int> vocabulary = [];
    private readonly List<Part> parts = [];

    private SearchDocument(DeliveredPost post, string text) => (Post, Text) = (post, text);

    public DeliveredPost Post { get; }

    public string Stemmer => Stemmers.Of(Post.Post.Language);

    /// <summary>The plain text, for snippets.</summary>
    public string Text { get; }

    /// <summary>The words as they are spelt, for suggestions and compounds. Asked for after <see cref="Stem(WordForms)"/>.</summary>
    public StemmedWord[] Vocabulary => [.. vocabulary.Select(index => stemmed[index]!)];

    public static SearchDocument Read(DeliveredPost post, MarkdownRenderer renderer)
    {
        var (text, headings) = Render(post, renderer);
        var document = new SearchDocument(post, text);
        var reading = new Reading(document);
        reading.Take('A', post.Post.Title, isInText: false);
        foreach (var term in post.Tags.Concat(post.Categories).Concat(post.Keywords))
        {
            reading.Take('B', term.Name, isInText: false);
        }

        reading.Take('C', post.Post.Description ?? "", isInText: false);
        foreach (var author in post.Authors)
        {
            reading.Take('C', author.Name, isInText: false);
        }

        foreach (var heading in headings)
        {
            reading.Take('C', heading, isInText: true);
        }

        reading.Take('C', post.Post.ExcerptText, isInText: post.Body?.Excerpt is null);
        reading.Take('D', text, isInText: false);
        return document;
    }

    /// <summary>Gives words their forms.</summary>
    /// <returns>Those that are not remembered: they have to be asked for, for <see cref="Stem(WordForms)"/>.</returns>
    public List<(string Stemmer, string Word)> Stem(Stems remembered)
    {
        var stemmer = Stemmer;
        List<(string, string)> missing = [];
        for (var i = 0; i < words.Count; i++)
        {
            if (stemmed[i] is null && (stemmed[i] = remembered.Find(stemmer, words[i])) is null)
            {
                missing.Add((stemmer, words[i]));
            }
        }

        return missing;
    }

    /// <summary>Gives those words their forms that have none yet.</summary>
    public void Stem(WordForms forms)
    {
        var stemmer = Stemmer;
        for (var i = 0; i < words.Count; i++)
        {
            stemmed[i] ??= forms[stemmer, words[i]];
        }
    }

    /// <summary>All words, which find the post, and the few that rank it. Asked for after <see cref="Stem(WordForms)"/>.</summary>
    public (byte[] Words, byte[] Head) Vectors()
    {
        var (lexemes, lexemesOf) = Lexemes();
        var all = new SearchVector();
        var head = new SearchVector();
        var counts = new int[lexemes.Count];
        var position = 1;
        foreach (var part in parts)
        {
            var last = 0;
            var headWords = 0;
            foreach (var place in CollectionsMarshal.AsSpan(part.Places))
            {
                last = place.Position;
                var isStop = place.Kind == WordKind.Word && stemmed[place.Word]!.IsStop;
                var inHead = part.Weight != 'D' && (part.Weight == 'A' || !isStop) && headWords < MostHeadWords;
                headWords += inHead ? 1 : 0;
                foreach (var lexeme in lexemesOf[place.Word])
                {
                    if (!part.IsInText)
                    {
                        all.Add(lexeme, position + place.Position, 'D');
                    }

                    if (inHead)
                    {
                        head.Add(lexeme, position + place.Position, part.Weight);
                    }

                    if (part.Weight == 'D' && !isStop)
                    {
                        counts[lexeme]++;
                    }
                }
            }

            position += last + Gap;
        }

        // What a long text is about it says often.
        foreach (var (count, lexeme) in counts.Index().Where(word => word.Item > 1).Select(word => (Count: word.Item, Lexeme: word.Index))
            .OrderByDescending(word => word.Count).ThenBy(word => lexemes[word.Lexeme], StringComparer.Ordinal).Take(CommonestWords))
        {
            for (var times = 0; times < (count > 8 ? 3 : count > 3 ? 2 : 1); times++)
            {
                head.Add(lexeme, SearchVector.HighestPosition - times, 'D');
            }
        }

        return (all.ToBytes(lexemes), head.ToBytes(lexemes));
    }

    // Of each word what it is found as, by the places of these in a list that has each once.
    private (List<string> Lexemes, int[][] LexemesOf) Lexemes()
    {
        List<string> lexemes = new(words.Count);
        Dictionary<string, int> places = new(words.Count, StringComparer.Ordinal);
        var lexemesOf = new int[words.Count][];
        var bytes = 0;
        for (var i = 0; i < words.Count; i++)
        {
            lexemesOf[i] = Array.FindAll(Array.ConvertAll(stemmed[i]!.Forms, PlaceOf), place => place >= 0);
        }

        return (lexemes, lexemesOf);

        int PlaceOf(string lexeme)
        {
            ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(places, lexeme, out var isKnown);
            if (!isKnown)
            {
                bytes += Encoding.UTF8.GetByteCount(lexeme) + 4;
                place = bytes > MostLexemeBytes ? -1 : lexemes.Count;
                if (place >= 0)
                {
                    lexemes.Add(lexeme);
                }
            }

            return place;
        }
    }

    private static (string Text, IEnumerable<string> Headings) Render(DeliveredPost post, MarkdownRenderer renderer)
    {
        var body = post.Body!;
        try
        {
            var reading = renderer.ReadText(body.Markdown, post.Rendering.OptionsFor(body.Markup, post.Post.Fields), post.ToContext());
            return (Clean(reading.Text), reading.Headings.Select(Clean));
        }
        catch (RenderingLimitException)
        {
            // Its readers get it as it is written, too.
            return (Clean(body.Markdown), []);
        }
    }

    private static string Clean(string text) => SlugRules.WellFormed(text).Normalize(NormalizationForm.FormC);

    /// <param name="IsInText">Whether the text has these words, too: then they count once.</param>
    private sealed record Part(char Weight, List<Place> Places, bool IsInText);

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Place(int Word, int Position, WordKind Kind);

    // While parts are read: which words there are.
    private sealed class Reading(SearchDocument document)
    {
        private readonly Dictionary<string, int> known = new(WordsOfPost, StringComparer.Ordinal);
        private readonly HashSet<int> learnt = new(WordsOfPost);

        public void Take(char weight, string text, bool isInText)
        {
            List<Place> places = new(text.Length / 8);
            foreach (var word in WordReader.Read(text))
            {
                if (places.Count == MostWords)
                {
                    break;
                }

                places.Add(new(IndexOf(word), word.Position, word.Kind));
            }

            document.parts.Add(new(weight, places, isInText));
        }

        private int IndexOf(FoundWord word)
        {
            ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(known, word.Text, out var isKnown);
            if (!isKnown)
            {
                index = document.words.Count;
                document.words.Add(word.Text);
                document.stemmed.Add(word.Kind == WordKind.Pair ? new StemmedWord(word.Text, [word.Text], IsStop: false) : null);
            }

            if (word.Kind == WordKind.Word && document.vocabulary.Count < VocabularyWord.MostOfPost && VocabularyWord.Is(word.Text) && learnt.Add(index))
            {
                document.vocabulary.Add(index);
            }

            return index;
        }
    }
}
