using Cms.Content.Links;
using Cms.Content.Posts.Prepared;
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
        List<PublishedRows> published = [.. changes.Select(change => change.Rows).OfType<PublishedRows>()];
        await RemoveAsync(transaction, changes, ct);
        await PostDocuments.CopyAsync(connection, changes, ct);
        var terms = await CarriedTerms.CopyAsync(transaction, published, ct);
        await CarriedLinks.CopyAsync(transaction, published, ct);
        await SearchQueue.EnqueueAsync(connection, published.ConvertAll(rows => rows.Id), ct);
        await PreparedPosts.CopyAsync(transaction, published, terms, ct);
        await Redirects.CopyAsync(
            transaction,
            [.. changes.Where(change => change.Rows is not null).Select(change => change.Post)],
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
        await SearchQueue.WithdrawAsync(transaction.Connection!, transaction, [.. changes.Where(change => change is { Withdraws: true, Rows: null }).Select(change => change.Post.Id)], ct);
        await PreparedPosts.RemoveAsync(transaction, withdrawn, ct);
    }
}
