using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>Tells the index of changes, in the transaction that makes them: a new copy comes later, a withdrawn one goes at once.</summary>
internal static class SearchQueue
{
    private const string Add = $"insert into {SearchTables.Queue} (ticket, post_id)";

    // Below the ticket of each single change: what somebody has just written does not wait for many that are only read again.
    private const string LaterTicket = "('00000000' || right(gen_random_uuid()::text, 28))::uuid";

    /// <summary>Has the posts that carry the term $1 taken in, as they name it now.</summary>
    public const string EnqueueCarriers = $"{Add} select {LaterTicket}, c.post_id from {ContentTables.PublishedPostTerms} c where c.term_id = $1";

    /// <summary>Has the published copy of a post taken in.</summary>
    public static void Enqueue(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"{Add} values (?, ?)", Guid.CreateVersion7(), postId);

    /// <summary>The same for many posts.</summary>
    public static Task EnqueueAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> postIds, CancellationToken ct) => TableCopy.WriteAsync(
        connection,
        SearchTables.Queue,
        "ticket, post_id",
        postIds,
        (row, id) =>
        {
            row.Write(Guid.CreateVersion7());
            row.Write(id);
        },
        ct);

    /// <summary>The same for copies that are only rendered anew: what somebody has just written comes before them.</summary>
    public static async Task EnqueueLaterAsync(NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"{Add} select {LaterTicket}, p.id from unnest($1) p(id)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = postIds });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Has posts that the index does not have, or has by an older analysis, taken in.</summary>
    /// <returns>How many.</returns>
    public static async Task<int> EnqueueMissingAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             {Add} select {LaterTicket}, p.id from {ContentTables.PublishedPosts} p left join {SearchTables.Documents} d on d.post_id = p.id
             where d.analysis is distinct from $1 and not exists (select from {SearchTables.Queue} q where q.post_id = p.id)
             """,
            connection,
            transaction);
        command.Parameters.Add(new() { Value = SearchDocument.Analysis });
        return await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Takes a post that readers see no more out of the index.</summary>
    public static void Withdraw(IDocumentOperations operations, Guid postId)
    {
        foreach (var sql in Withdrawals("?"))
        {
            operations.QueueSqlCommand(sql, new[] { postId });
        }
    }

    /// <summary>The same for many posts.</summary>
    public static async Task WithdrawAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] postIds, CancellationToken ct)
    {
        if (postIds.Length == 0)
        {
            return;
        }

        await using var batch = new NpgsqlBatch(connection, transaction);
        foreach (var sql in Withdrawals("$1"))
        {
            batch.BatchCommands.Add(new(sql) { Parameters = { new() { Value = postIds } } });
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    // Words are held in one order by all who change them, so that nobody waits for each other.
    private static string[] Withdrawals(string ids) =>
    [
        $"""
         with fewer as (
           select t.stemmer, v.word, count(*) as posts from {SearchTables.Texts} t cross join lateral unnest(t.vocabulary) v(word)
           where t.post_id = any({ids}) group by t.stemmer, v.word),
         held as materialized (
           select w.stemmer, w.word, f.posts from {SearchTables.Words} w join fewer f on f.stemmer = w.stemmer and f.word = w.word
           order by w.stemmer, w.word for update of w)
         update {SearchTables.Words} w set posts = w.posts - held.posts from held where w.stemmer = held.stemmer and w.word = held.word
         """,
        $"""
         delete from {SearchTables.Words} w using {SearchTables.Texts} t, lateral unnest(t.vocabulary) v(word)
         where t.post_id = any({ids}) and w.stemmer = t.stemmer and w.word = v.word and w.posts <= 0
         """,
        $"delete from {SearchTables.Texts} where post_id = any({ids})",
        $"delete from {SearchTables.Documents} where post_id = any({ids})",
    ];
}
