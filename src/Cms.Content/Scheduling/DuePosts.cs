using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Marten;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.Content.Scheduling;

/// <summary>Publishes and unpublishes posts whose time has come. Any number of nodes may do so: each post is one node's.</summary>
public sealed class DuePosts
{
    // One transaction for each post would cost as many commits; a larger one would make other writers wait.
    private const int PostsInTransaction = 25;

    private const string NextDue = $"select min(due_at) from {ContentTables.Posts} where not id = any($1)";

    private static readonly TimeSpan TimeToRetry = TimeSpan.FromMinutes(1);

    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly PostRules rules;
    private readonly CopyRenewal renewal;
    private readonly TimeProvider clock;
    private readonly ILogger<DuePosts> logger;
    private readonly Dictionary<Guid, DateTimeOffset> failed = [];

    internal DuePosts(NpgsqlDataSource dataSource, DocumentStore store, PostRules rules, CopyRenewal renewal, TimeProvider clock, ILogger<DuePosts> logger) =>
        (this.dataSource, this.store, this.rules, this.renewal, this.clock, this.logger) = (dataSource, store, rules, renewal, clock, logger);

    /// <summary>Follows all times up to now.</summary>
    /// <returns>When the next post is due; null when none is.</returns>
    public async Task<DateTimeOffset?> FollowAsync(CancellationToken ct)
    {
        while (await NextAsync(ct) is { } next)
        {
            if (next > clock.GetUtcNow() || await FollowSomeAsync(ct) == 0)
            {
                return next;
            }
        }

        return null;
    }

    /// <summary>Whether a statement is the look for what is due, which every node takes all the time and no trace has to show.</summary>
    public static bool IsLook(string sql) => sql == NextDue;

    /// <summary>Forgets the answers to requests that nobody repeats any more.</summary>
    public Task ForgetOldRequestsAsync(CancellationToken ct) => IdempotentRequests.ForgetOldAsync(dataSource, clock.GetUtcNow(), ct);

    private async Task<DateTimeOffset?> NextAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(NextDue);
        command.Parameters.Add(new() { Value = Deferred() });
        return await command.ExecuteScalarAsync(ct) is DateTime next ? new DateTimeOffset(next) : null;
    }

    private async Task<int> FollowSomeAsync(CancellationToken ct)
    {
        IReadOnlyList<Guid> due = [];
        try
        {
            return await InTransactionAsync(
                async (transaction, edits) =>
                {
                    due = await LockDueAsync(transaction, ct);
                    foreach (var id in due)
                    {
                        await edits.FollowTimesAsync(id, ct);
                    }

                    return due.Count;
                },
                ct);
        }
        catch (Exception error) when (error is not OperationCanceledException && due.Count > 0)
        {
            // One of them is to blame; the others are not to wait for it.
            await FollowEachAsync(due, ct);
            return due.Count;
        }
    }

    private async Task FollowEachAsync(IReadOnlyList<Guid> due, CancellationToken ct)
    {
        foreach (var id in due)
        {
            try
            {
                await InTransactionAsync((_, edits) => edits.FollowTimesAsync(id, ct), ct);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                logger.LogError(error, "Post {Id} cannot be published or unpublished at its time; that is tried again in a minute", id);
                failed[id] = clock.GetUtcNow() + TimeToRetry;
            }
        }
    }

    private async Task<T> InTransactionAsync<T>(Func<ContentTransaction, PostEdits, Task<T>> work, CancellationToken ct)
    {
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, Actor.Program, ct);
        await transaction.LockAddressesAsync(ct);
        var edits = new PostEdits(transaction, rules, renewal, clock.GetUtcNow());
        var result = await work(transaction, edits);
        await edits.CommitAsync(ct);
        return result;
    }

    // A writer who is at a post right now goes first; its time is looked at again right after.
    private async Task<IReadOnlyList<Guid>> LockDueAsync(ContentTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select id from {ContentTables.Posts} where due_at <= $1 and not id = any($2) order by due_at, id limit {PostsInTransaction} for update skip locked",
            transaction.Transaction.Connection,
            transaction.Transaction);
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        command.Parameters.Add(new() { Value = Deferred() });
        List<Guid> due = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            due.Add(reader.GetGuid(0));
        }

        return due;
    }

    private Guid[] Deferred()
    {
        var now = clock.GetUtcNow();
        foreach (var id in failed.Where(deferred => deferred.Value <= now).Select(deferred => deferred.Key).ToList())
        {
            failed.Remove(id);
        }

        return [.. failed.Keys];
    }
}
