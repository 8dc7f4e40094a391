using Cms.Content.Links;
using Cms.Content.Posts.Prepared;
using Cms.Content.Search;
using Cms.Content.Taxonomies;
using Npgsql;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Writes changes of many posts at once: what the projection would leave after each of them, by COPY.</summary>
internal sealed class PostBulkWriter(PostLog log)
{
    private static readonly IReadOnlySet<PostChange> None = new HashSet<PostChange>();

    /// <summary>Writes what of new posts no other writer has a say in, before the caller holds any lock: their streams, their texts and which links they carry.</summary>
    /// <remarks>No row may be written here that another writer might want, too: the two would wait for each other.</remarks>
    public static async Task WriteAheadAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PostChange> changes, CancellationToken ct)
    {
        await PostLog.BeginStreamsAsync(transaction, changes, ct);
        await CopyTextsAsync(transaction, [.. changes.Select(change => change.Rows).OfType<PublishedRows>()], ct);
    }

    /// <summary>One change for each post. The caller holds the lock on addresses and the posts' streams.</summary>
    /// <param name="ahead">Changes of which a part was written by <see cref="WriteAheadAsync"/>. Of those that are not to be made after all, it goes again.</param>
    /// <returns>The posts of which translations were found.</returns>
    public async Task<IReadOnlySet<Guid>> WriteAsync(
        NpgsqlTransaction transaction, IReadOnlyList<PostChange> changes, DateTimeOffset now, CancellationToken ct, IReadOnlySet<PostChange>? ahead = null)
    {
        ahead ??= None;
        await TakeBackAsync(transaction, [.. ahead.Except(changes).Select(change => change.Post.Id)], ct);
        await PostLog.BeginStreamsAsync(transaction, [.. changes.Where(change => change.IsNew && !ahead.Contains(change))], ct);
        await log.AppendAsync(transaction, changes, now, ct);
        return await WriteDocumentsAsync(transaction, changes, ct, ahead);
    }

    /// <summary>Writes what follows from events that are in the log.</summary>
    /// <returns>The posts of which translations were found.</returns>
    public static async Task<IReadOnlySet<Guid>> WriteDocumentsAsync(
        NpgsqlTransaction transaction, IReadOnlyList<PostChange> changes, CancellationToken ct, IReadOnlySet<PostChange>? ahead = null)
    {
        ahead ??= None;
        var connection = transaction.Connection!;
        List<PublishedRows> published = [.. changes.Select(change => change.Rows).OfType<PublishedRows>()];
        await RemoveAsync(transaction, changes, ct);
        await PostDocuments.CopyAsync(connection, changes, ct);
        await CopyTextsAsync(transaction, [.. changes.Where(change => !ahead.Contains(change)).Select(change => change.Rows).OfType<PublishedRows>()], ct);
        var terms = await CarriedTerms.CopyAsync(transaction, published, ct);
        await CarriedLinks.RegisterAsync(transaction, published, ct);
        await SearchQueue.EnqueueAsync(connection, published.ConvertAll(rows => rows.Id), ct);
        var translated = await PreparedPosts.CopyAsync(transaction, published, terms, ct);
        await Redirects.CopyAsync(
            transaction,
            [.. changes.Where(change => change.Rows is not null).Select(change => change.Post)],
            [.. changes.Where(change => change.Withdraws).Select(change => change.Post.Id)],
            ct);
        return translated;
    }

    private static async Task CopyTextsAsync(NpgsqlTransaction transaction, IReadOnlyList<PublishedRows> published, CancellationToken ct)
    {
        await PublishedBodies.CopyAsync(transaction.Connection!, published, ct);
        await CarriedLinks.CopyCarriersAsync(transaction.Connection!, published, ct);
    }

    private static async Task TakeBackAsync(NpgsqlTransaction transaction, Guid[] ids, CancellationToken ct)
    {
        if (ids.Length == 0)
        {
            return;
        }

        await PostLog.RemoveStreamsAsync(transaction, ids, ct);
        await PublishedBodies.RemoveAsync(transaction, ids, ct);
        await CarriedLinks.TakeBackAsync(transaction, ids, ct);
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
        await PublishedBodies.RemoveAsync(transaction, withdrawn, ct);
        await CarriedTerms.RemoveAsync(transaction, withdrawn, ct);
        await CarriedLinks.RemoveAsync(transaction, withdrawn, ct);

        // A copy that is replaced is found as it was until the index follows.
        await SearchQueue.WithdrawAsync(transaction.Connection!, transaction, [.. changes.Where(change => change is { Withdraws: true, Rows: null }).Select(change => change.Post.Id)], ct);
        await PreparedPosts.RemoveAsync(transaction, withdrawn, ct);
    }
}
