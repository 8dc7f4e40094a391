using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>Asks PostgreSQL for stems, a statement for many words at once, and remembers what words become by them.</summary>
internal sealed class Stems(NpgsqlDataSource dataSource)
{
    // Some megabytes. Words beyond are asked for again.
    private const int MostRemembered = 50_000;

    private readonly ConcurrentDictionary<StemKey, StemmedWord> remembered = new();

    /// <summary>What the word becomes, where that is remembered.</summary>
    public StemmedWord? Find(string stemmer, string word) => remembered.GetValueOrDefault(new(stemmer, word));

    /// <summary>Lets go of what is remembered.</summary>
    public void Forget() => remembered.Clear();

    /// <summary>The forms of words, each asked for under one or more stemmers.</summary>
    public async Task<WordForms> LoadAsync(IEnumerable<(string Stemmer, string Word)> words, CancellationToken ct)
    {
        Dictionary<StemKey, StemmedWord> known = [];
        HashSet<StemKey> missing = [];
        foreach (var (stemmer, word) in words)
        {
            var key = new StemKey(stemmer, word);
            if (known.ContainsKey(key))
            {
                continue;
            }

            if (remembered.TryGetValue(key, out var stemmed))
            {
                known.Add(key, stemmed);
            }
            else
            {
                missing.Add(key);
            }
        }

        if (missing.Count > 0)
        {
            await LearnAsync(missing, known, ct);
        }

        return new WordForms(known);
    }

    private async Task LearnAsync(HashSet<StemKey> words, Dictionary<StemKey, StemmedWord> known, CancellationToken ct)
    {
        var stems = await AskAsync([.. words.SelectMany(key => StemmedWord.Spellings(key.Stemmer, key.Word).Select(spelling => new StemKey(key.Stemmer, spelling))).Distinct()], ct);
        if (remembered.Count + words.Count > MostRemembered)
        {
            remembered.Clear();
        }

        foreach (var key in words)
        {
            known[key] = remembered[key] = StemmedWord.Of(key.Stemmer, key.Word, stems);
        }
    }

    private async Task<Dictionary<StemKey, Stem>> AskAsync(StemKey[] spellings, CancellationToken ct)
    {
        Dictionary<StemKey, Stem> stems = [];
        if (spellings.Length == 0)
        {
            return stems;
        }

        // A server that lacks a stemmer answers null, which is what it says of words that it does not know.
        await using var command = dataSource.CreateCommand(
            """
            select ts_lexize(d.oid::regdictionary, w.word) from unnest($1, $2) with ordinality w(stemmer, word, number)
            left join pg_catalog.pg_ts_dict d on d.dictname = w.stemmer || '_stem' and d.dictnamespace = 'pg_catalog'::regnamespace
            order by w.number
            """);
        command.Parameters.Add(new() { Value = Array.ConvertAll(spellings, key => key.Stemmer) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(spellings, key => key.Word) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        foreach (var key in spellings)
        {
            await reader.ReadAsync(ct);
            var found = reader.IsDBNull(0) ? null : reader.GetFieldValue<string[]>(0);
            stems[key] = found switch
            {
                null or [""] => new Stem(key.Word, IsStop: false),
                [] => new Stem(key.Word, IsStop: true),
                [var stem, ..] => new Stem(stem, IsStop: false),
            };
        }

        return stems;
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct StemKey(string Stemmer, string Word)
{
    // There are few stemmers, and a text has one.
    public bool Equals(StemKey other) => Word == other.Word && Stemmer == other.Stemmer;

    public override int GetHashCode() => Word.GetHashCode(StringComparison.Ordinal);
}

/// <param name="IsStop">Whether the language uses the word in nearly every sentence.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stem(string Text, bool IsStop);

/// <summary>What a word is indexed and looked for as: its stem, and the stems of its spellings without accents.</summary>
/// <param name="Word">As it is spelt, in lower case.</param>
/// <param name="Forms">One at least; those without accents are what other spellings of the word have, too.</param>
/// <param name="IsStop">Whether the language uses the word in nearly every sentence.</param>
internal sealed record StemmedWord(string Word, string[] Forms, bool IsStop)
{
    /// <summary>The spellings whose stems make up the word's forms.</summary>
    public static IEnumerable<string> Spellings(string stemmer, string word) => stemmer switch
    {
        Stemmers.Simple => [],
        Stemmers.German => Distinct(word, Folding.German(word)),
        _ => Distinct(word, Folding.Plain(word), Folding.SpeltOut(word)),
    };

    /// <param name="stems">Of the word's spellings; one that is missing is a stem itself.</param>
    public static StemmedWord Of(string stemmer, string word, IReadOnlyDictionary<StemKey, Stem> stems)
    {
        return new(word, [.. stemmer switch
        {
            Stemmers.Simple => Distinct(Folding.Plain(word), Folding.SpeltOut(word)),

            // German stemming takes no notice of umlauts, so it can come last.
            Stemmers.German => [StemOf(Folding.German(word)).Text],
            _ => Distinct(Folding.Plain(StemOf(word).Text), StemOf(Folding.Plain(word)).Text, StemOf(Folding.SpeltOut(word)).Text),
        }], stemmer != Stemmers.Simple && StemOf(word).IsStop);

        Stem StemOf(string spelling) => stems.TryGetValue(new(stemmer, spelling), out var stem) ? stem : new(spelling, IsStop: false);
    }

    /// <summary>The beginnings of forms that a word has which begins like this one.</summary>
    public static IEnumerable<string> Beginnings(string stemmer, string word) =>
        stemmer == Stemmers.German ? [Folding.German(word)] : Distinct(Folding.Plain(word), Folding.SpeltOut(word));

    private static IEnumerable<string> Distinct(params string[] texts) => texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);
}

/// <summary>The forms of words that were asked for.</summary>
internal sealed class WordForms(IReadOnlyDictionary<StemKey, StemmedWord> words)
{
    private static readonly Dictionary<StemKey, Stem> Unstemmed = [];

    /// <summary>What the word is indexed and looked for as; itself, folded, where it was not asked for.</summary>
    public StemmedWord this[string stemmer, string word] => words.TryGetValue(new(stemmer, word), out var stemmed) ? stemmed : StemmedWord.Of(stemmer, word, Unstemmed);

    public string[] Of(string stemmer, string word) => this[stemmer, word].Forms;

    public bool IsStop(string stemmer, string word) => this[stemmer, word].IsStop;
}
