using Cms.Content.Delivery;
using Cms.Content.Storage;
using Cms.Markdown;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.Content.Search;

/// <summary>Takes published copies into the index, behind the transactions that publish them. Any number of nodes may do so: one at a time does, and what one leaves another goes on with.</summary>
public sealed class SearchIndexer
{
    // Any constant does; all nodes have to agree on it.
    internal const long IndexLock = 0x436d73536561726b;

    // After so many posts the planner's picture of the index is an old one.
    private const int PostsBeforeStatistics = 1000;

    // Words that many posts have are counted once for all that are written together, which takes a fraction of a second.
    private const int PostsAtOnce = 1000;

    // Of what is stored, which is compressed. One post is taken, however large it is.
    private const int BytesAtOnce = 4 * 1024 * 1024;

    // So many are in memory as their words; of the others there is what is written.
    private const int PostsReadAtOnce = 50;

    private static readonly string NextTickets =
        $"""
         select q.ticket, q.post_id, coalesce(pg_column_size(b.markdown), 0) from (select * from {SearchTables.Queue} order by ticket desc limit $1) q
         left join {ContentTables.PublishedBodies} b on b.id = q.post_id order by q.ticket desc
         """;

    // Flows with the work, and with nothing else.
    private static readonly AsyncLocal<bool> IsFollowing = new();

    private readonly NpgsqlDataSource dataSource;
    private readonly PublishedPosts posts;
    private readonly MarkdownRenderer renderer;
    private readonly Stems stems;
    private readonly ILogger<SearchIndexer> logger;
    private int sinceStatistics;
    private int oneByOne;

    internal SearchIndexer(NpgsqlDataSource dataSource, PublishedPosts posts, MarkdownRenderer renderer, Stems stems, ILogger<SearchIndexer> logger)
    {
        this.dataSource = dataSource;
        this.posts = posts;
        this.renderer = renderer;
        this.stems = stems;
        this.logger = logger;
    }

    /// <summary>Whether the statement that is asked for right now is the index's own: such are no reader's, and no trace has to show them.</summary>
    internal static bool IsAsking => IsFollowing.Value;

    /// <summary>Has all posts taken in that the index does not have as this program reads them.</summary>
    public async Task FindMissingAsync(CancellationToken ct)
    {
        IsFollowing.Value = true;
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await HoldAsync(connection, transaction, "select pg_advisory_xact_lock($1)", ct);
        if (await SearchQueue.EnqueueMissingAsync(connection, transaction, ct) > 0)
        {
            // Answers that were kept did not know that anything was missing.
            await ContentTransaction.RaiseVersionAsync(connection, transaction, termsChange: false, changed: null, ct);
        }

        await transaction.CommitAsync(ct);
        ContentVersion.ForgetAfterCommit(dataSource);
    }

    /// <summary>Takes in what waits, until nothing does or another node is at it.</summary>
    /// <remarks>The content version stays as it is: answers to searches are not kept while anything waits.</remarks>
    public async Task CatchUpAsync(CancellationToken ct)
    {
        IsFollowing.Value = true;
        while (await TakeInSomeAsync(ct))
        {
        }
    }

    /// <returns>Whether to go on.</returns>
    private async Task<bool> TakeInSomeAsync(CancellationToken ct)
    {
        try
        {
            var goesOn = await TakeInAsync(oneByOne > 0 ? 1 : PostsAtOnce, ct);
            oneByOne = Math.Max(0, oneByOne - 1);
            return goesOn;
        }
        catch (Exception failure) when (IsOfAPost(failure))
        {
            // One of them is to blame; the others are not to wait for it.
            if (oneByOne == 0)
            {
                oneByOne = PostsAtOnce;
            }
            else
            {
                await LeaveOutAsync(failure, ct);
            }

            return true;
        }
    }

    private async Task<bool> TakeInAsync(int most, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var tickets = await ReadTicketsAsync(connection, transaction, most, ct);
        if (tickets.Count == 0 || !await HoldAsync(connection, transaction, "select pg_try_advisory_xact_lock($1)", ct))
        {
            return false;
        }

        // A ticket is seen when its transaction has ended: the copies are at least as new. What changes after this has a ticket of its own.
        List<SearchRow> rows = [];
        foreach (var ids in tickets.Select(ticket => ticket.PostId).Distinct().Chunk(PostsReadAtOnce))
        {
            rows.AddRange(await ReadAsync(ids, ct));
        }

        // Held until the end: who withdraws a post waits, and then finds it here to be withdrawn.
        var current = await HoldPostsAsync(connection, transaction, [.. rows.Select(row => row.Id)], ct);
        await SearchRow.WriteAsync(connection, transaction, [.. rows.Where(row => current.TryGetValue(row.Id, out var revision) && revision == row.Revision)], ct);
        var left = await RemoveTicketsAsync(connection, transaction, [.. tickets.Select(ticket => ticket.Ticket)], ct);
        await transaction.CommitAsync(ct);
        sinceStatistics += rows.Count;
        await (left ? Task.CompletedTask : TidyAsync(ct));
        return left;
    }

    private async Task<List<SearchRow>> ReadAsync(Guid[] ids, CancellationToken ct)
    {
        var documents = (await posts.LoadAsync(ids, PostParts.Body, ct)).Select(post => SearchDocument.Read(post, renderer)).ToList();
        var forms = await stems.LoadAsync(documents.SelectMany(document => document.Stem(stems)), ct);
        documents.ForEach(document => document.Stem(forms));
        return documents.ConvertAll(document => new SearchRow(document));
    }

    // The database says that it cannot keep what a post became, or the post could not be read at all. Whatever else fails has nothing to do with it.
    private static bool IsOfAPost(Exception failure) => failure switch
    {
        OperationCanceledException => false,
        PostgresException refused => refused.SqlState.StartsWith("22", StringComparison.Ordinal) || refused.SqlState.StartsWith("54", StringComparison.Ordinal),
        NpgsqlException or TimeoutException or IOException => false,
        _ => true,
    };

    private async Task LeaveOutAsync(Exception failure, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        foreach (var (ticket, postId) in await ReadTicketsAsync(connection, transaction, most: 1, ct))
        {
            logger.LogError(failure, "Post {Id} cannot be taken into the search index; that is tried again when it changes, and at the next start", postId);
            await RemoveTicketsAsync(connection, transaction, [ticket], ct);
        }

        await transaction.CommitAsync(ct);
    }

    private static async Task<List<(Guid Ticket, Guid PostId)>> ReadTicketsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, int most, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(NextTickets, connection, transaction);
        command.Parameters.Add(new() { Value = most });
        List<(Guid, Guid)> tickets = [];
        var bytes = 0L;
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct) && (tickets.Count == 0 || bytes + reader.GetInt32(2) <= BytesAtOnce))
        {
            tickets.Add((reader.GetGuid(0), reader.GetGuid(1)));
            bytes += reader.GetInt32(2);
        }

        return tickets;
    }

    private static async Task<bool> HoldAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        command.Parameters.Add(new() { Value = IndexLock });
        return await command.ExecuteScalarAsync(ct) is not false;
    }

    private static async Task<Dictionary<Guid, int>> HoldPostsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] ids, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select p.id, (p.data ->> 'revision')::integer from {ContentTables.PublishedPosts} p where p.id = any($1) order by p.id for key share of p", connection, transaction);
        command.Parameters.Add(new() { Value = ids });
        Dictionary<Guid, int> held = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            held.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return held;
    }

    /// <returns>Whether others are left.</returns>
    private static async Task<bool> RemoveTicketsAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, Guid[] tickets, CancellationToken ct)
    {
        await using var remove = new NpgsqlCommand($"delete from {SearchTables.Queue} where ticket = any($1)", connection, transaction);
        remove.Parameters.Add(new() { Value = tickets });
        await remove.ExecuteNonQueryAsync(ct);
        await using var look = new NpgsqlCommand($"select exists (select from {SearchTables.Queue})", connection, transaction);
        return (bool)(await look.ExecuteScalarAsync(ct))!;
    }

    private async Task TidyAsync(CancellationToken ct)
    {
        if (sinceStatistics < PostsBeforeStatistics)
        {
            return;
        }

        sinceStatistics = 0;
        foreach (var sql in (string[])[SearchTables.MergeSql, $"analyze {SearchTables.Documents}, {SearchTables.Texts}, {SearchTables.Words}", ContentTables.TidyRows])
        {
            await using var command = dataSource.CreateCommand(sql);
            command.CommandTimeout = 0;
            await command.ExecuteNonQueryAsync(ct);
        }

        // A server that has taken a blog in has filled memory that answering does not need, and would keep it: the runtime gives little back unasked.
        stems.Forget();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
