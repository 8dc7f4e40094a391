using Cms.Content.Access;
using Cms.Content.Changes;
using Cms.Content.Posts;
using Cms.Content.Posts.BulkWriting;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Marten;
using Npgsql;

namespace Cms.Content.Rebuilding;

/// <summary>
/// Makes all documents and rows anew from the log, as one transaction: readers see the old ones until its end, writers wait for it. What is held in
/// memory does not grow with the number of posts.
/// </summary>
public sealed class Rebuild
{
    private readonly NpgsqlDataSource dataSource;
    private readonly DocumentStore store;
    private readonly PublishedCopies copies;
    private readonly CopyRenewal renewal;

    internal Rebuild(NpgsqlDataSource dataSource, DocumentStore store, PublishedCopies copies, CopyRenewal renewal) =>
        (this.dataSource, this.store, this.copies, this.renewal) = (dataSource, store, copies, renewal);

    /// <param name="keep">False to compare only: then nothing is changed.</param>
    /// <param name="progress">Told how many posts are done.</param>
    /// <returns>What was not as the log says.</returns>
    public async Task<IReadOnlyList<TableDifference>> RunAsync(bool keep, IProgress<int>? progress, CancellationToken ct)
    {
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, Actor.CommandLine, ct);
        await transaction.LockAddressesAsync(ct);
        var digests = new RowDigests(transaction.Transaction);
        await digests.TakeAsync(ct);
        foreach (var table in RebuiltTable.All.Where(table => table.IsEmptied))
        {
            await using var command = new NpgsqlCommand($"delete from {table.Name}", transaction.Transaction.Connection, transaction.Transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }

        await WriteAsync(transaction, progress, ct);
        var differences = await digests.CompareAsync(ct);
        if (keep)
        {
            transaction.ChangeTerms();
            if (differences.Count > 0)
            {
                // Whoever follows the changes may have got what was not so.
                transaction.Changed.TouchAll();
            }

            transaction.Note(new AuditEntry("rebuilt", "store", Subject: null) { Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["differences"] = differences.Sum(table => table.Count) } });
            await transaction.CommitAsync(ct);
        }

        return differences;
    }

    private async Task WriteAsync(ContentTransaction transaction, IProgress<int>? progress, CancellationToken ct)
    {
        var log = new LogReading(transaction.Transaction, store);
        var sources = new SourcesOfLog(log);
        transaction.Session.Store<Source>(await sources.ReadAsync(ct));
        await transaction.SaveAsync(ct);

        TermsOfLog terms = new();
        await foreach (var entry in log.TermEventsAsync(ct))
        {
            terms.Apply((ITermEvent)entry.Event, entry.Number, entry.Stream);
        }

        await TermRebuild.WriteAsync(transaction.Transaction, terms, ct);
        var done = 0;
        List<Guid> naming = [];
        await foreach (var batch in log.PostsAsync(ct))
        {
            var renderings = new SourceRendering[batch.Count];
            for (var at = 0; at < batch.Count; at++)
            {
                renderings[at] = batch[at].Published is { } published ? await sources.RenderingAsync(published, ct) : SourceRendering.None;
            }

            naming.AddRange(batch.Zip(renderings).Where(post => post.First.Published is { } published && CopyRenewal.NamesIn(published.Post, post.Second).Count > 0).Select(post => post.First.Post.Id));
            var changes = new PostChange[batch.Count];
            Parallel.For(0, batch.Count, new ParallelOptions { CancellationToken = ct }, at => changes[at] = PostChange.OfLog(
                batch[at].Post, batch[at].Published is { } published ? copies.Of(published.Post, renderings[at]) with { WrittenBy = published.WrittenBy } : null));
            await PostBulkWriter.WriteDocumentsAsync(transaction.Transaction, changes, ct);
            await ChangedPosts.PutRightAsync(transaction.Transaction, batch.Select(post => post.Post), ct);
            progress?.Report(done += batch.Count);
        }

        // Only now are all posts there that a text can name.
        foreach (var ids in naming.Chunk(LogReading.StreamsAtOnce))
        {
            List<(Post, SourceRendering)> posts = [];
            foreach (var published in (await log.PostsAsync(ids, ct)).Select(post => post.Published!))
            {
                posts.Add((published.Post, await sources.RenderingAsync(published, ct)));
            }

            await CopyRenewal.WriteAsync(transaction.Transaction, await renewal.RenderAsync(transaction.Transaction, posts, ct), ct);
        }

        await ChangedPosts.PutGoneRightAsync(transaction.Transaction, ct);
    }
}
