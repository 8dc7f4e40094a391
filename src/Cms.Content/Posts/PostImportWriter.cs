using System.Globalization;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Writes what files say of posts: one event for each post that changes, one transaction for each call.</summary>
public sealed class PostImportWriter(NpgsqlDataSource dataSource, DocumentStore store, TimeProvider clock)
{
    private const string KnownColumns = "source_id, id, revision, file, hash, path, status, case when status = 'Scheduled' then (data -> 'content' ->> 'publishedAt')::timestamptz end";

    /// <summary>Takes in files, new or changed. All or nothing. A path that another post has is moved to <c>-2</c>.</summary>
    /// <returns>One for each file, in order.</returns>
    public async Task<IReadOnlyList<ImportedPost>> ImportAsync(IReadOnlyList<PostToImport> posts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(posts);
        foreach (var post in posts)
        {
            PostLimits.Check(post);
        }

        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, ct);
        await transaction.LockAddressesAsync(ct);
        var current = await CurrentAsync(transaction.Transaction, posts, ct);
        Dictionary<string, Guid> taken = new(StringComparer.Ordinal);
        await AddTakenAsync(transaction.Transaction, [.. posts.Select(post => post.Content.Path)], taken, ct);
        await CarriedTerms.RegisterAsync(
            transaction.Transaction, posts.Where(post => post.Status == PostStatus.Published).Select(post => post.Content), ct);

        var now = clock.GetUtcNow();
        var imported = new ImportedPost[posts.Count];

        // A post that leaves its path goes first, so that another of this call can have it.
        var known = posts.Select(post => KnownNow(post, current)).ToArray();
        var leaving = Enumerable.Range(0, posts.Count).ToLookup(at => known[at] is { } before && before.Path != posts[at].Content.Path);
        foreach (var at in leaving[true])
        {
            taken.Remove(known[at]!.Path);
        }

        foreach (var at in leaving[true].Concat(leaving[false]))
        {
            imported[at] = await ImportAsync(transaction, posts[at], known[at], taken, now, ct);
        }

        await transaction.CommitAsync(ct);
        return imported;
    }

    private static KnownPost? KnownNow(PostToImport post, (Dictionary<Guid, KnownPost> ById, Dictionary<(Guid, string), KnownPost> ByFile) current) =>
        post.Known is { } before ? current.ById.GetValueOrDefault(before.Id, before) : current.ByFile.GetValueOrDefault((post.Origin.SourceId, post.Origin.File));

    private static async Task<ImportedPost> ImportAsync(
        ContentTransaction transaction, PostToImport post, KnownPost? known, Dictionary<string, Guid> taken, DateTimeOffset now, CancellationToken ct)
    {
        if (known is { Status: PostStatus.Trashed })
        {
            return new ImportedPost(known.Id, known.Path, MovedFrom: null, ImportOutcome.Trashed);
        }

        if (known?.Hash == post.Origin.Hash && known.File == post.Origin.File && known.Status == post.Status)
        {
            return new ImportedPost(known.Id, known.Path, MovedFrom: null, ImportOutcome.Unchanged);
        }

        var id = known?.Id ?? Guid.CreateVersion7(now);
        var wanted = post.Content.Path;
        var path = await FreePathAsync(transaction.Transaction, wanted, id, taken, ct);
        var @event = new PostImported(path == wanted ? post.Content : post.Content with { Path = path }, post.Origin, post.Status, now);
        if (known is null)
        {
            transaction.Session.Events.StartStream<Post>(id, @event);
        }
        else
        {
            transaction.Session.Events.Append(id, known.Revision + 1, @event);
        }

        return new ImportedPost(id, path, path == wanted ? null : wanted, known is null ? ImportOutcome.Created : ImportOutcome.Updated);
    }

    /// <summary>The posts that a source has, whatever their status.</summary>
    public async Task<IReadOnlyList<KnownPost>> OfSourceAsync(Guid sourceId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select {KnownColumns} from {ContentTables.Posts} where source_id = $1");
        command.Parameters.Add(new() { Value = sourceId });
        return (await ReadKnownAsync(command, ct)).ConvertAll(post => post.Known);
    }

    /// <summary>Puts a source's posts into the trash, save those that were changed since their import.</summary>
    public async Task TrashUntouchedAsync(Guid sourceId, CancellationToken ct)
    {
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, ct);
        await transaction.LockAddressesAsync(ct);
        await using var command = new NpgsqlCommand(
            $"select {KnownColumns} from {ContentTables.Posts} where source_id = $1 and revision = 1", transaction.Transaction.Connection, transaction.Transaction);
        command.Parameters.Add(new() { Value = sourceId });
        var untouched = (await ReadKnownAsync(command, ct)).ConvertAll(post => post.Known);
        foreach (var post in untouched)
        {
            transaction.Session.Events.Append(post.Id, post.Revision + 1, new PostTrashed(clock.GetUtcNow()));
        }

        if (untouched.Count > 0)
        {
            await transaction.CommitAsync(ct);
        }
    }

    // What the importer knew may be old: another import of the same folder can have been here since. Asked again under the lock, no file becomes two posts.
    private static async Task<(Dictionary<Guid, KnownPost> ById, Dictionary<(Guid, string), KnownPost> ByFile)> CurrentAsync(
        NpgsqlTransaction transaction, IReadOnlyList<PostToImport> posts, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"select {KnownColumns} from {ContentTables.Posts} where id = any($1) or (source_id = any($2) and file = any($3))",
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = posts.Select(post => post.Known?.Id).OfType<Guid>().ToArray() });
        command.Parameters.Add(new() { Value = posts.Select(post => post.Origin.SourceId).Distinct().ToArray() });
        command.Parameters.Add(new() { Value = posts.Select(post => post.Origin.File).ToArray() });
        var current = await ReadKnownAsync(command, ct);
        return (
            current.ToDictionary(post => post.Known.Id, post => post.Known),
            current.GroupBy(post => (post.SourceId, post.Known.File)).ToDictionary(file => file.Key, file => file.First().Known));
    }

    private static async Task<List<(Guid SourceId, KnownPost Known)>> ReadKnownAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<(Guid, KnownPost)> known = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known.Add((reader.GetGuid(0), new KnownPost(reader.GetGuid(1), reader.GetInt32(2), reader.GetString(3), reader.GetString(4), reader.GetString(5), Enum.Parse<PostStatus>(reader.GetString(6)), reader.IsDBNull(7) ? null : reader.GetFieldValue<DateTimeOffset>(7))));
        }

        return known;
    }

    // In this call's own posts and in the store; only a path that is taken costs a statement for each number tried.
    private static async Task<string> FreePathAsync(NpgsqlTransaction transaction, string wanted, Guid id, Dictionary<string, Guid> taken, CancellationToken ct)
    {
        var path = wanted;
        for (var number = 2; taken.TryGetValue(path, out var owner) && owner != id; number++)
        {
            path = Numbered(wanted, number);
            await AddTakenAsync(transaction, [path], taken, ct);
        }

        taken[path] = id;
        return path;
    }

    // The number goes before a file ending and a closing slash: /a.html becomes /a-2.html, /a/ becomes /a-2/.
    private static string Numbered(string path, int number)
    {
        var end = path.EndsWith('/') ? path.Length - 1 : path.Length;
        var dot = path.EndsWith(".html", StringComparison.OrdinalIgnoreCase) ? path.Length - ".html".Length : end;
        return string.Create(CultureInfo.InvariantCulture, $"{path[..dot]}-{number}{path[dot..]}");
    }

    private static async Task AddTakenAsync(NpgsqlTransaction transaction, string[] paths, Dictionary<string, Guid> taken, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select path, id from {ContentTables.Posts} where path = any($1)
             union all
             select path, id from {ContentTables.PublishedPosts} where path = any($1)
             """,
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = paths });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            taken.TryAdd(reader.GetString(0), reader.GetGuid(1));
        }
    }
}
