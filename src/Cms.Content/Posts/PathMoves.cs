using Cms.Content.Posts.BulkWriting;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Marten;

namespace Cms.Content.Posts;

/// <summary>Moves the posts of a source to the addresses that its configuration gives them: one event for each that moves.</summary>
internal sealed class PathMoves(DocumentStore store, PublishedCopies copies)
{
    // Rendered and written at once: a few megabytes.
    private const int PostsAtOnce = 500;

    private readonly PostBulkWriter writer = new(new PostLog(store));

    /// <summary>The caller holds the lock on addresses. A path that a post outside has is not taken: the post gets it with a number.</summary>
    /// <param name="source">How the posts are rendered from now on.</param>
    /// <returns>The posts that are at another place now, and what there is to tell.</returns>
    /// <exception cref="ContentException"><see cref="ContentError.TooLong"/> for a path that the store could not find a post by.</exception>
    public async Task<(IReadOnlySet<Guid> Posts, SourceMoves Moves)> MoveAsync(
        ContentTransaction transaction, IReadOnlyList<ConfiguredPath> leaving, SourceRendering source, DateTimeOffset now, CancellationToken ct)
    {
        foreach (var post in leaving)
        {
            PostLimits.CheckPath(post.Wanted);
        }

        var held = await HeldPathsAsync(transaction, [.. leaving.Select(post => post.PostId)], ct);
        var places = await ChooseAsync(transaction, leaving, held, ct);
        var moves = places.Where(place => place.To != place.Configured.Path).ToList();
        await StepAsideAsync(transaction, moves, held, ct);
        foreach (var some in moves.Chunk(PostsAtOnce))
        {
            await WriteAsync(transaction, some, source, now, ct);
        }

        return (
            moves.Select(move => move.Configured.PostId).ToHashSet(),
            new(
                moves.Count,
                moves.Count(move => held.ContainsKey(move.Configured.PostId)),
                [.. places.Where(place => place.To != place.Configured.Wanted).Select(place => new NumberedPath(place.Configured.PostId, place.To, place.Configured.Wanted))]));
    }

    private static async Task<List<Place>> ChooseAsync(
        ContentTransaction transaction, IReadOnlyList<ConfiguredPath> leaving, Dictionary<Guid, string> held, CancellationToken ct)
    {
        var paths = new FreePaths(transaction.Transaction, rehearsal: null);
        foreach (var some in leaving.Chunk(PostsAtOnce))
        {
            await paths.LookUpAsync([.. some.Select(post => post.Wanted)], ct);
        }

        // All go before any comes, so that two can change places; readers who stay with an older text keep its address.
        foreach (var post in leaving.Where(post => held.GetValueOrDefault(post.PostId) != post.Path))
        {
            paths.Leave(post.Path, post.PostId);
        }

        List<Place> places = new(leaving.Count);
        foreach (var post in leaving)
        {
            places.Add(new(post, await paths.TakeAsync(post.Wanted, post.PostId, ct)));
        }

        return places;
    }

    /// <summary>The paths at which readers see an older text than writers, by the posts.</summary>
    private static async Task<Dictionary<Guid, string>> HeldPathsAsync(ContentTransaction transaction, Guid[] ids, CancellationToken ct)
    {
        await using var command = transaction.Command(
            $"""
             select p.id, c.path from {ContentTables.Posts} p join {ContentTables.PublishedPosts} c on c.id = p.id
             where p.id = any($1) and (p.data ->> 'contentRevision')::integer > (p.data ->> 'publishedRevision')::integer
             """,
            ids);
        Dictionary<Guid, string> held = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            held.Add(reader.GetGuid(0), reader.GetString(1));
        }

        return held;
    }

    // No two posts are ever at one path, not within a transaction either, and those that change places may be written one after the other.
    private static async Task StepAsideAsync(ContentTransaction transaction, List<Place> moves, Dictionary<Guid, string> held, CancellationToken ct)
    {
        var taken = moves.Select(move => move.To).ToHashSet(StringComparer.Ordinal);
        var inTheWay = moves.Where(move => taken.Contains(move.Configured.Path)).Select(move => move.Configured.PostId).ToList();
        if (inTheWay.Count > 0)
        {
            await AsideAsync(ContentTables.Posts, inTheWay);
            await AsideAsync(ContentTables.PublishedPosts, inTheWay.Where(id => !held.ContainsKey(id)));
        }

        async Task AsideAsync(string table, IEnumerable<Guid> ids)
        {
            await using var command = transaction.Command($"update {table} set path = id::text where id = any($1)", (object)ids.ToArray());
            await command.ExecuteNonQueryAsync(ct);
        }
    }

    private async Task WriteAsync(ContentTransaction transaction, Place[] moves, SourceRendering source, DateTimeOffset now, CancellationToken ct)
    {
        Guid[] ids = [.. moves.Select(move => move.Configured.PostId)];
        var posts = (await transaction.Session.LoadManyAsync<Post>(ct, ids)).ToDictionary(post => post.Id);

        // Terms that were taken off all posts since a text was written stay off it.
        var writtenBy = await ChangedTerms.WrittenByAsync(transaction.Transaction.Connection!, posts.Values, ct);
        var changes = new PostChange[moves.Length];
        await Task.Run(() => Parallel.For(0, moves.Length, new() { CancellationToken = ct }, at =>
        {
            var (configured, to) = moves[at];
            changes[at] = PostChange.Of(
                posts[configured.PostId], configured.PostId, new PostMoved(to, configured.Wanted, transaction.Actor, now), copies, source, writtenBy[configured.PostId]);
        }), ct);
        transaction.Changed.Add(changes, await writer.WriteAsync(transaction.Transaction, changes, now, ct));
    }

    private sealed record Place(ConfiguredPath Configured, string To);
}
