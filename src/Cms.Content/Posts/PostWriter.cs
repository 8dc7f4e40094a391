using Cms.Content.Access;
using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Writes posts: opens a transaction, lets the caller edit in it, and commits all or nothing.</summary>
public sealed class PostWriter
{
    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly PostRules rules;
    private readonly CopyRenewal renewal;
    private readonly TimeProvider clock;

    internal PostWriter(NpgsqlDataSource dataSource, DocumentStore store, PostRules rules, CopyRenewal renewal, TimeProvider clock) =>
        (this.dataSource, this.store, this.rules, this.renewal, this.clock) = (dataSource, store, rules, renewal, clock);

    /// <summary>One transaction of edits. What <paramref name="work"/> returns is returned once it is committed.</summary>
    /// <exception cref="ContentException">An edit was refused, and nothing is changed.</exception>
    public async Task<T> WriteAsync<T>(Actor by, Func<PostEdits, Task<T>> work, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        var edits = new PostEdits(transaction, rules, renewal, clock.GetUtcNow());
        var result = await work(edits);
        await edits.CommitAsync(ct);
        return result;
    }

    /// <summary>
    /// The same for a request that may be sent again: a repeated one is answered as the first was, and what it is answered is kept in the very
    /// transaction of its edits. A refusal is an answer, too.
    /// </summary>
    /// <param name="refuse">Makes the answer of a refusal.</param>
    /// <exception cref="ContentException"><see cref="ContentError.IdempotencyKeyReused"/>: the key came with another request before.</exception>
    public async Task<KeptAnswer> WriteOnceAsync(
        Actor by, IdempotentRequest request, Func<PostEdits, Task<KeptAnswer>> work, Func<ContentError, KeptAnswer> refuse, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(work);
        ArgumentNullException.ThrowIfNull(refuse);
        const string BeforeWork = "before_work";
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, by, ct);
        var now = clock.GetUtcNow();
        if (await IdempotentRequests.BeginAsync(transaction.Transaction, request, now, ct) is { } known)
        {
            return known;
        }

        await transaction.Transaction.SaveAsync(BeforeWork, ct);
        var edits = new PostEdits(transaction, rules, renewal, now);
        try
        {
            var answer = await work(edits);
            await IdempotentRequests.KeepAsync(transaction.Transaction, request, answer, ct);
            await edits.CommitAsync(ct);
            return answer;
        }
        catch (ContentException refused) when (refused.Error is not null)
        {
            await transaction.Transaction.RollbackAsync(BeforeWork, ct);
            var answer = refuse(refused.Error);
            await IdempotentRequests.KeepAsync(transaction.Transaction, request, answer, ct);
            await transaction.Transaction.CommitAsync(ct);
            return answer;
        }
    }
}
