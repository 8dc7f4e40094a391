using Cms.Content.Links;
using Cms.Content.Search;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Writes changes of many posts at once: what the projection would leave after each of them, by COPY.</summary>
internal sealed class PostBulkWriter(PostLog log)
{
    /// <summary>One change for each post. The caller holds the lock on addresses and the posts' streams.</summary>
    public async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyList<PostChange> changes, DateTimeOffset now, CancellationToken ct)
    {
        if (changes.Count == 0)
        {
            return;
        }

        await log.AppendAsync(transaction, changes, now, ct);
        await WriteDocumentsAsync(transaction, changes, ct);
    }

    /// <summary>Writes what follows from events that are in the log.</summary>
    public static async Task WriteDocumentsAsync(NpgsqlTransaction transaction, IReadOnlyList<PostChange> changes, CancellationToken ct)
    {
        var connection = transaction.Connection!;
        List<PublishedCopy> copies = [.. changes.Select(change => change.Copy).OfType<PublishedCopy>()];
        var terms = await CarriedTerms.RegisterAsync(transaction, copies.Select(copy => copy.Content), ct);
        await RemoveAsync(transaction, changes, ct);
        await PostDocuments.CopyAsync(connection, changes, ct);
        await CarriedTerms.CopyAsync(connection, copies, terms, ct);
        await CarriedLinks.CopyAsync(transaction, copies, ct);
        await SearchQueue.EnqueueAsync(connection, copies.ConvertAll(copy => copy.Post.Id), ct);
        await Redirects.CopyAsync(
            transaction,
            [.. changes.Where(change => change.Copy is not null).Select(change => change.Post)],
            [.. changes.Where(change => change.Withdraws).Select(change => change.Post.Id)],
            ct);
    }

    // All of what was, before anything of what is: so two posts can change places.
    private static async Task RemoveAsync(NpgsqlTransaction transaction, IReadOnlyList<PostChange> changes, CancellationToken ct)
    {
        Guid[] known = [.. changes.Where(change => !change.IsNew).Select(change => change.Post.Id)];
        if (known.Length == 0)
        {
            return;
        }

        Guid[] withdrawn = [.. changes.Where(change => change.Withdraws).Select(change => change.Post.Id)];
        await PostDocuments.RemoveAsync(transaction, known, withdrawn, ct);
        await CarriedTerms.RemoveAsync(transaction, withdrawn, ct);
        await CarriedLinks.RemoveAsync(transaction, withdrawn, ct);

        // A copy that is replaced is found as it was until the index follows.
        await SearchQueue.WithdrawAsync(transaction.Connection!, transaction, [.. changes.Where(change => change is { Withdraws: true, Copy: null }).Select(change => change.Post.Id)], ct);
    }
}
