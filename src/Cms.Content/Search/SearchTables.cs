using Cms.Content.Storage;
using Npgsql;
using Weasel.Postgresql.Tables;

namespace Cms.Content.Search;

/// <summary>The index beside the published copies: what finds a post, what ranks and shows it, the words there are, and the posts that are still to come.</summary>
internal static class SearchTables
{
    public const string Documents = $"{ContentStore.Schema}.search_documents";
    public const string Texts = $"{ContentStore.Schema}.search_texts";
    public const string Words = $"{ContentStore.Schema}.search_words";
    public const string Queue = $"{ContentStore.Schema}.search_queue";
    private const string WordsOfDocuments = "search_documents_by_words";
    private const string WordsByKey = "search_words_by_key";

    /// <summary>Merges what was written lately into the index proper, where it is found faster.</summary>
    public const string MergeSql = $"select gin_clean_pending_list('{ContentStore.Schema}.{WordsOfDocuments}'), gin_clean_pending_list('{ContentStore.Schema}.{WordsByKey}')";

    public static IEnumerable<Table> All() => [DocumentsTable(), TextsTable(), WordsTable(), QueueTable()];

    /// <summary>Sets what tables have beside their columns. Harmless where it is set. An index with settings of its own would be taken for another one, and built anew at each start.</summary>
    public static async Task TuneAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                // The commonest word reads a row of each post: rows have to be small, so the vectors stand apart.
                new($"alter table {Documents} set (toast_tuple_target = 128)"),

                // Counts go up and down in place.
                new($"alter table {Words} set (fillfactor = 70)"),

                // Nothing is chosen by what these hold, and to look at them is what statistics cost most. The head's are needed: how wide it is decides how ranking joins.
                new($"alter table {Texts} alter column vocabulary set statistics 0, alter column text set statistics 0"),
                new(FasterCompression),
            },
        };
        await batch.ExecuteNonQueryAsync(ct);
    }

    // Written and read at a fraction of the cost. Not every PostgreSQL is built with it. Heads stay as small as they can be: ranking reads thousands of them.
    private const string FasterCompression =
        $"""
         do $do$
         declare
           own record;
         begin
           if 'lz4' = any((select enumvals from pg_catalog.pg_settings where name = 'default_toast_compression')::text[]) then
             for own in select a.attrelid::regclass as place, a.attname from pg_catalog.pg_attribute a
               where (a.attrelid, a.attname) in (('{Documents}'::regclass, 'words'), ('{Texts}'::regclass, 'vocabulary'), ('{Texts}'::regclass, 'text'))
                 and a.attcompression <> 'l' loop
               execute format('alter table %s alter column %I set compression lz4', own.place, own.attname);
             end loop;
           end if;
         end
         $do$
         """;

    // Finds posts. The columns are all that hits are chosen and counted by.
    private static Table DocumentsTable()
    {
        var documents = new Table(Documents);
        documents.AddColumn("post_id", "uuid").AsPrimaryKey();
        documents.AddColumn("published_at", "timestamptz").NotNull();
        documents.AddColumn("year", "integer").NotNull();
        documents.AddColumn("language", "text");
        documents.AddColumn("revision", "integer").NotNull();
        documents.AddColumn("analysis", "integer").NotNull();
        documents.AddColumn("words", "tsvector").NotNull();
        documents.Indexes.Add(new IndexDefinition(WordsOfDocuments) { Columns = ["words"], Method = IndexMethod.gin });
        return documents;
    }

    // Ranks and shows posts. The head is short: title, terms, excerpt, headings and the text's commonest words.
    private static Table TextsTable()
    {
        var texts = new Table(Texts);
        texts.AddColumn("post_id", "uuid").AsPrimaryKey();
        texts.AddColumn("head", "tsvector").NotNull();
        texts.AddColumn("stemmer", "text").NotNull();
        texts.AddColumn("vocabulary", "text[]").NotNull();
        texts.AddColumn("text", "text").NotNull();
        return texts;
    }

    // The words of published posts, with how many posts have each.
    private static Table WordsTable()
    {
        var words = new Table(Words);
        words.AddColumn("stemmer", "text").AsPrimaryKey();
        words.AddColumn("word", "text").AsPrimaryKey();
        words.AddColumn("posts", "integer").NotNull();
        words.AddColumn("keys", "text[]").NotNull();
        words.Indexes.Add(new IndexDefinition(WordsByKey) { Columns = ["keys"], Method = IndexMethod.gin });
        return words;
    }

    // A post may stand here more than once; the newest ticket is served first.
    private static Table QueueTable()
    {
        var queue = new Table(Queue);
        queue.AddColumn("ticket", "uuid").AsPrimaryKey();
        queue.AddColumn("post_id", "uuid").NotNull();
        queue.Indexes.Add(new IndexDefinition("search_queue_by_post") { Columns = ["post_id"] });
        return queue;
    }
}
