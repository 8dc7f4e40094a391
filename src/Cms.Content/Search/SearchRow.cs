using Npgsql;

namespace Cms.Content.Search;

/// <summary>What the index has of a post.</summary>
internal sealed class SearchRow
{
    private readonly SearchDocument document;
    private readonly string words;
    private readonly string head;
    private readonly List<(string Word, string Keys)> vocabulary;

    public SearchRow(SearchDocument document, WordForms forms)
    {
        this.document = document;
        (words, head) = document.Vectors(forms);
        vocabulary = [.. document.Vocabulary.Select(word => (word, string.Join(' ', VocabularyWord.KeysOf(document.Stemmer, word, forms.Of(document.Stemmer, word).First()))))];
    }

    public Guid Id => document.Post.Post.Id;

    public int Revision => document.Post.Post.Revision;

    /// <summary>Writes rows in place of those that the posts have. The caller holds the posts.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, SearchRow[] rows, CancellationToken ct)
    {
        if (rows.Length == 0)
        {
            return;
        }

        Guid[] ids = Array.ConvertAll(rows, row => row.Id);
        await SearchQueue.WithdrawAsync(connection, transaction, ids, ct);
        await using var batch = new NpgsqlBatch(connection, transaction);
        Add(
            $"""
             insert into {SearchTables.Documents} (post_id, published_at, year, language, revision, analysis, words)
             select d.id, d.published_at, d.year, d.language, d.revision, {SearchDocument.Analysis}, d.words::tsvector
             from unnest($1, $2, $3, $4, $5, $6) d(id, published_at, year, language, revision, words)
             """,
            ids,
            Array.ConvertAll(rows, row => row.document.Post.Post.PublishedAt.ToUniversalTime()),
            Array.ConvertAll(rows, row => row.document.Post.Post.Year),
            Array.ConvertAll(rows, row => row.document.Post.Post.Language),
            Array.ConvertAll(rows, row => row.Revision),
            Array.ConvertAll(rows, row => row.words));
        Add(
            $"""
             insert into {SearchTables.Texts} (post_id, head, stemmer, vocabulary, text)
             select d.id, d.head::tsvector, d.stemmer, string_to_array(d.vocabulary, ' '), d.text from unnest($1, $2, $3, $4, $5) d(id, head, stemmer, vocabulary, text)
             """,
            ids,
            Array.ConvertAll(rows, row => row.head),
            Array.ConvertAll(rows, row => row.document.Stemmer),
            Array.ConvertAll(rows, row => string.Join(' ', row.vocabulary.Select(word => word.Word))),
            Array.ConvertAll(rows, row => row.document.Text));

        // In the order in which all hold words.
        var learnt = rows.SelectMany(row => row.vocabulary, (row, word) => (row.document.Stemmer, word.Word, word.Keys)).GroupBy(word => (word.Stemmer, word.Word)).ToList();
        Add(
            $"""
             insert into {SearchTables.Words} as known (stemmer, word, posts, keys)
             select w.stemmer, w.word, w.posts, string_to_array(w.keys, ' ') from unnest($1, $2, $3, $4) w(stemmer, word, posts, keys) order by w.stemmer, w.word
             on conflict (stemmer, word) do update set posts = known.posts + excluded.posts
             """,
            learnt.Select(word => word.Key.Stemmer).ToArray(),
            learnt.Select(word => word.Key.Word).ToArray(),
            learnt.Select(word => word.Count()).ToArray(),
            learnt.Select(word => word.First().Keys).ToArray());
        await batch.ExecuteNonQueryAsync(ct);

        void Add(string sql, params object[] values)
        {
            var command = new NpgsqlBatchCommand(sql);
            foreach (var value in values)
            {
                command.Parameters.Add(new() { Value = value });
            }

            batch.BatchCommands.Add(command);
        }
    }
}
