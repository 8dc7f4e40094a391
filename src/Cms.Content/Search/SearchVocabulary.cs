using System.Runtime.InteropServices;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>The words of published posts: which languages they come from, which compounds end with one, and which one was meant by a slip.</summary>
internal sealed class SearchVocabulary(NpgsqlDataSource dataSource, Stems stems)
{
    private const int MostCompounds = 40;
    private const int MostCandidates = 200;

    private const int LettersForTwoSlips = 7;

    // With one letter of three changed, a word is another one.
    private const int FewestLetters = 4;

    /// <summary>The stemmers that the index was made with, and how many posts are still to come.</summary>
    public async Task<(IReadOnlyList<string> Stemmers, long Indexing)> StateAsync(CancellationToken ct)
    {
        // From one to the next in the primary key, instead of through all words.
        await using var command = dataSource.CreateCommand(
            $"""
             with recursive s(stemmer) as (
               (select w.stemmer from {SearchTables.Words} w order by w.stemmer limit 1)
               union all
               select (select w.stemmer from {SearchTables.Words} w where w.stemmer > s.stemmer order by w.stemmer limit 1) from s where s.stemmer is not null)
             select array(select s.stemmer from s where s.stemmer is not null), (select count(distinct q.post_id) from {SearchTables.Queue} q)
             """);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return (reader.GetFieldValue<string[]>(0), reader.GetInt64(1));
    }

    /// <summary>Words that end with one of these forms and begin with another word.</summary>
    public async Task<IReadOnlyList<(string Stemmer, string Word)>> CompoundsAsync(string[] stemmers, string[] forms, CancellationToken ct)
    {
        if (stemmers.Length == 0 || forms.Length == 0)
        {
            return [];
        }

        await using var command = dataSource.CreateCommand(
            $"select w.stemmer, w.word from {SearchTables.Words} w where w.keys && $1 and w.stemmer = any($2) order by w.posts desc, w.word limit {MostCompounds}");
        command.Parameters.Add(new() { Value = Array.ConvertAll(forms, VocabularyWord.EndKey) });
        command.Parameters.Add(new() { Value = stemmers });
        List<(string, string)> compounds = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            compounds.Add((reader.GetString(0), reader.GetString(1)));
        }

        return compounds;
    }

    /// <summary>The text with its slips put right; null where there are none that anybody could tell. Two statements, however many words there are.</summary>
    public async Task<string?> CorrectAsync(SearchText text, string[] stemmers, CancellationToken ct)
    {
        List<FoundWord> words = [.. text.Terms.SelectMany(term => term.Words).Where(word => word.Kind == WordKind.Word && VocabularyWord.Is(word.Text) && word.Text.Length >= FewestLetters).OrderByDescending(word => word.Start)];
        if (words.Count == 0)
        {
            return null;
        }

        string[] asked = [.. words.Select(word => word.Text).Distinct(StringComparer.Ordinal)];
        var candidates = await CandidatesAsync(asked, stemmers, ct);
        var forms = await stems.LoadAsync(
            stemmers.SelectMany(stemmer => asked.SelectMany(word => candidates[word].Select(candidate => candidate.Word).Prepend(word)).Select(word => (stemmer, word))), ct);
        var corrected = text.Text;
        foreach (var word in words)
        {
            if (MeantBy(word.Text, [.. candidates[word.Text]], stemmers, forms) is { } meant)
            {
                corrected = string.Concat(corrected.AsSpan(0, word.Start), meant, corrected.AsSpan(word.Start + word.Length));
            }
        }

        return corrected == text.Text ? null : corrected;
    }

    private async Task<ILookup<string, Candidate>> CandidatesAsync(string[] words, string[] stemmers, CancellationToken ct)
    {
        List<(int Number, string Key)> keys = [.. words.Index().SelectMany(word => VocabularyWord.DeletionsOf(Folding.Plain(word.Item), SlipsIn(word.Item)).Select(key => (word.Index, key)))];
        await using var command = dataSource.CreateCommand(
            $"""
             select q.number, c.word, c.posts from (select k.number, array_agg(k.key) as keys from unnest($1, $2) k(number, key) group by k.number) q
             cross join lateral (
               select w.word, sum(w.posts) as posts from {SearchTables.Words} w where w.keys && q.keys and w.stemmer = any($3)
               group by w.word order by 2 desc, 1 limit {MostCandidates}) c
             """);
        command.Parameters.Add(new() { Value = keys.ConvertAll(key => key.Number) });
        command.Parameters.Add(new() { Value = keys.ConvertAll(key => key.Key) });
        command.Parameters.Add(new() { Value = stemmers });
        List<(string Of, Candidate Candidate)> candidates = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var (word, known) = (words[reader.GetInt32(0)], reader.GetString(1));
            if (VocabularyWord.Distance(Folding.Plain(word), Folding.Plain(known)) is var distance && distance <= SlipsIn(word))
            {
                candidates.Add((word, new(known, distance, reader.GetInt64(2))));
            }
        }

        return candidates.ToLookup(found => found.Of, found => found.Candidate, StringComparer.Ordinal);
    }

    private static int SlipsIn(string word) => Folding.Plain(word).Length >= LettersForTwoSlips ? 2 : 1;

    private static string? MeantBy(string word, Candidate[] candidates, string[] stemmers, WordForms forms)
    {
        return Array.Exists(stemmers, stemmer => forms.IsStop(stemmer, word)) || Array.Exists(candidates, IsSame)
            ? null
            : candidates.Where(IsWorthTelling)
            .OrderBy(candidate => candidate.Distance).ThenByDescending(candidate => candidate.Posts).ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();

        // In another form, what was asked for is there, and found.
        bool IsSame(Candidate candidate) => candidate.Distance == 0 || Array.Exists(stemmers, stemmer => forms.Of(stemmer, word).Intersect(forms.Of(stemmer, candidate.Word), StringComparer.Ordinal).Any());

        bool IsWorthTelling(Candidate candidate) =>
            candidate.Word.Length >= Math.Max(FewestLetters, word.Length - 1) && !Array.Exists(stemmers, stemmer => forms.IsStop(stemmer, candidate.Word));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Candidate(string Word, int Distance, long Posts);
}
