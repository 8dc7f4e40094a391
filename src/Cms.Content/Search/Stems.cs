using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>Asks PostgreSQL for stems, a statement for many words at once, and remembers them.</summary>
internal sealed class Stems(NpgsqlDataSource dataSource)
{
    // Some megabytes. Words beyond are asked for again.
    private const int MostRemembered = 50_000;

    private readonly ConcurrentDictionary<StemKey, Stem> remembered = new();

    /// <summary>The forms of words, each asked for under one or more stemmers.</summary>
    public async Task<WordForms> LoadAsync(IEnumerable<(string Stemmer, string Word)> words, CancellationToken ct)
    {
        Dictionary<StemKey, Stem> known = [];
        HashSet<StemKey> missing = [];
        foreach (var (stemmer, word) in words)
        {
            foreach (var spelling in WordForms.Spellings(stemmer, word))
            {
                var key = new StemKey(stemmer, spelling);
                if (remembered.TryGetValue(key, out var stem))
                {
                    known[key] = stem;
                }
                else
                {
                    missing.Add(key);
                }
            }
        }

        if (missing.Count > 0)
        {
            await AskAsync([.. missing], known, ct);
        }

        return new WordForms(known);
    }

    private async Task AskAsync(StemKey[] missing, Dictionary<StemKey, Stem> known, CancellationToken ct)
    {
        // A server that lacks a stemmer answers null, which is what it says of words that it does not know.
        await using var command = dataSource.CreateCommand(
            """
            select ts_lexize(d.oid::regdictionary, w.word) from unnest($1, $2) with ordinality w(stemmer, word, number)
            left join pg_catalog.pg_ts_dict d on d.dictname = w.stemmer || '_stem' and d.dictnamespace = 'pg_catalog'::regnamespace
            order by w.number
            """);
        command.Parameters.Add(new() { Value = Array.ConvertAll(missing, key => key.Stemmer) });
        command.Parameters.Add(new() { Value = Array.ConvertAll(missing, key => key.Word) });
        if (remembered.Count + missing.Length > MostRemembered)
        {
            remembered.Clear();
        }

        await using var reader = await command.ExecuteReaderAsync(ct);
        foreach (var key in missing)
        {
            await reader.ReadAsync(ct);
            var found = reader.IsDBNull(0) ? null : reader.GetFieldValue<string[]>(0);
            known[key] = remembered[key] = found switch
            {
                null or [""] => new Stem(key.Word, IsStop: false),
                [] => new Stem(key.Word, IsStop: true),
                [var stem, ..] => new Stem(stem, IsStop: false),
            };
        }
    }
}

[StructLayout(LayoutKind.Auto)]
internal readonly record struct StemKey(string Stemmer, string Word);

/// <param name="IsStop">Whether the language uses the word in nearly every sentence.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Stem(string Text, bool IsStop);

/// <summary>What a word is indexed and looked for as: its stem, and the stems of its spellings without accents.</summary>
internal sealed class WordForms(IReadOnlyDictionary<StemKey, Stem> stems)
{
    /// <summary>The spellings whose stems make up the word's forms.</summary>
    public static IEnumerable<string> Spellings(string stemmer, string word) => stemmer switch
    {
        Stemmers.Simple => [],
        Stemmers.German => Distinct(word, Folding.German(word)),
        _ => Distinct(word, Folding.Plain(word), Folding.SpeltOut(word)),
    };

    /// <summary>One form at least; those without accents are what other spellings of the word have, too.</summary>
    public IEnumerable<string> Of(string stemmer, string word) => stemmer switch
    {
        Stemmers.Simple => Distinct(Folding.Plain(word), Folding.SpeltOut(word)),

        // German stemming takes no notice of umlauts, so it can come last.
        Stemmers.German => [Stem(stemmer, Folding.German(word)).Text],
        _ => Distinct(Folding.Plain(Stem(stemmer, word).Text), Stem(stemmer, Folding.Plain(word)).Text, Stem(stemmer, Folding.SpeltOut(word)).Text),
    };

    /// <summary>The beginnings of forms that a word has which begins like this one.</summary>
    public static IEnumerable<string> Beginnings(string stemmer, string word) =>
        stemmer == Stemmers.German ? [Folding.German(word)] : Distinct(Folding.Plain(word), Folding.SpeltOut(word));

    public bool IsStop(string stemmer, string word) => stemmer != Stemmers.Simple && Stem(stemmer, word).IsStop;

    private Stem Stem(string stemmer, string word) => stems.TryGetValue(new(stemmer, word), out var stem) ? stem : new(word, IsStop: false);

    private static IEnumerable<string> Distinct(params string[] texts) => texts.Where(text => text.Length > 0).Distinct(StringComparer.Ordinal);
}
