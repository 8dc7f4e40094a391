using System.Runtime.InteropServices;
using System.Text;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>What the index has of a post.</summary>
internal sealed class SearchRow
{
    // Words that are written lately stand in a list that is merged into the index when it is so long, in kilobytes: the longer, the fewer places of the
    // index are touched again and again. A search looks through the list, too.
    private const int PendingList = 16 * 1024;

    private readonly DateTimeOffset publishedAt;
    private readonly int year;
    private readonly string? language;
    private readonly string stemmer;
    private readonly byte[] text;
    private readonly byte[] words;
    private readonly byte[] head;
    private readonly StemmedWord[] vocabulary;

    public SearchRow(SearchDocument document)
    {
        var post = document.Post.Post;
        (Id, Revision) = (post.Id, post.Revision);
        (publishedAt, year, language) = (post.PublishedAt, post.Year, post.Language);
        (stemmer, text) = (document.Stemmer, Encoding.UTF8.GetBytes(document.Text));
        (words, head) = document.Vectors();
        vocabulary = document.Vocabulary;
    }

    public Guid Id { get; }

    public int Revision { get; }

    /// <summary>Writes rows in place of those that the posts have. The caller holds the posts.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, SearchRow[] rows, CancellationToken ct)
    {
        if (rows.Length == 0)
        {
            return;
        }

        await using (var settings = new NpgsqlCommand(
            $"select set_config('gin_pending_list_limit', '{PendingList}', true), set_config('work_mem', '{2 * PendingList}', true)", connection, transaction))
        {
            await settings.ExecuteNonQueryAsync(ct);
        }

        var ids = Array.ConvertAll(rows, row => row.Id);
        var learnt = WordsOf(rows);
        await HoldWordsAsync(connection, transaction, ids, learnt.Keys, ct);
        await SearchQueue.WithdrawAsync(connection, transaction, ids, ct);
        await TableCopy.WriteAsync(
            connection,
            SearchTables.Documents,
            "post_id, published_at, year, language, revision, analysis, words",
            rows,
            (writer, row) =>
            {
                writer.Write(row.Id);
                writer.Write(row.publishedAt);
                writer.Write(row.year);
                writer.Write(row.language);
                writer.Write(row.Revision);
                writer.Write(SearchDocument.Analysis);
                writer.Write(row.words);
            },
            ct);
        await TableCopy.WriteAsync(
            connection,
            SearchTables.Texts,
            "post_id, head, stemmer, vocabulary, text",
            rows,
            (writer, row) =>
            {
                writer.Write(row.Id);
                writer.Write(row.head);
                writer.Write(row.stemmer);
                writer.Write(Array.ConvertAll(row.vocabulary, word => word.Word));
                writer.Write(row.text);
            },
            ct);
        await LearnAsync(connection, transaction, learnt, ct);
    }

    // The words of before are counted down first and those of now counted up: held one after the other, a writer who withdraws another post could hold some
    // of the latter and wait for the former.
    private static async Task HoldWordsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] ids, IReadOnlyCollection<StemKey> words, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             with before as materialized (select t.stemmer, v.word from {SearchTables.Texts} t cross join lateral unnest(t.vocabulary) v(word) where t.post_id = any($1))
             select from {SearchTables.Words} w
             where exists (select from before) and (w.stemmer, w.word) in (select b.stemmer, b.word from before b union select n.stemmer, n.word from unnest($2, $3) n(stemmer, word))
             order by w.stemmer, w.word for update of w
             """,
            connection,
            transaction);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = words.Select(word => word.Stemmer).ToArray() });
        command.Parameters.Add(new() { Value = words.Select(word => word.Word).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static Dictionary<StemKey, (int Posts, string Form)> WordsOf(SearchRow[] rows)
    {
        Dictionary<StemKey, (int Posts, string Form)> learnt = [];
        foreach (var row in rows)
        {
            foreach (var word in row.vocabulary)
            {
                ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(learnt, new(row.stemmer, word.Word), out _);
                known = (known.Posts + 1, word.Forms[0]);
            }
        }

        return learnt;
    }

    private static async Task LearnAsync(
        NpgsqlConnection connection, NpgsqlTransaction transaction, Dictionary<StemKey, (int Posts, string Form)> learnt, CancellationToken ct)
    {
        // In the order in which all hold words.
        await using var command = new NpgsqlCommand(
            $"""
             insert into {SearchTables.Words} as known (stemmer, word, posts, keys)
             select w.stemmer, w.word, w.posts, string_to_array(w.keys, ' ') from unnest($1, $2, $3, $4) w(stemmer, word, posts, keys) order by w.stemmer, w.word
             on conflict (stemmer, word) do update set posts = known.posts + excluded.posts
             """,
            connection,
            transaction);
        command.Parameters.Add(new() { Value = learnt.Keys.Select(key => key.Stemmer).ToArray() });
        command.Parameters.Add(new() { Value = learnt.Keys.Select(key => key.Word).ToArray() });
        command.Parameters.Add(new() { Value = learnt.Values.Select(word => word.Posts).ToArray() });
        command.Parameters.Add(new() { Value = learnt.Select(word => string.Join(' ', VocabularyWord.KeysOf(word.Key.Stemmer, word.Key.Word, word.Value.Form))).ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }
}
