using System.Globalization;
using Cms.Content.Storage;
using Cms.Content.Taxonomies;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Every change of a post goes through here: one event for each post, one transaction for each call.</summary>
public sealed class PostWriter(NpgsqlDataSource dataSource, DocumentStore store, TimeProvider clock)
{
    /// <summary>Takes in files, new or changed. All or nothing. A path that another post has is moved to <c>-2</c>.</summary>
    /// <returns>One for each file, in order.</returns>
    public async Task<IReadOnlyList<ImportedPost>> ImportAsync(IReadOnlyList<PostToImport> posts, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(posts);
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, ct);
        await transaction.LockAddressesAsync(ct);
        Dictionary<string, Guid> taken = new(StringComparer.Ordinal);
        await AddTakenAsync(transaction.Transaction, [.. posts.Select(post => post.Content.Path)], taken, ct);
        await CarriedTerms.RegisterAsync(
            transaction.Transaction, posts.Where(post => post.Status == PostStatus.Published).Select(post => post.Content), ct);

        var now = clock.GetUtcNow();
        var imported = new List<ImportedPost>(posts.Count);
        foreach (var post in posts)
        {
            var id = post.Known?.Id ?? Guid.CreateVersion7(now);
            var wanted = post.Content.Path;
            var path = await FreePathAsync(transaction.Transaction, wanted, id, taken, ct);
            var content = path == wanted ? post.Content : post.Content with { Path = path };
            var @event = new PostImported(content, post.Origin, post.Status, now);
            if (post.Known is { } known)
            {
                transaction.Session.Events.Append(id, known.Revision + 1, @event);
            }
            else
            {
                transaction.Session.Events.StartStream<Post>(id, @event);
            }

            imported.Add(new ImportedPost(id, path, path == wanted ? null : wanted, post.Known is null));
        }

        await transaction.CommitAsync(ct);
        return imported;
    }

    /// <summary>The posts that a source has, whatever their status.</summary>
    public async Task<IReadOnlyList<KnownPost>> OfSourceAsync(Guid sourceId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select id, revision, file, hash, path from {ContentTables.Posts} where source_id = $1");
        command.Parameters.Add(new() { Value = sourceId });
        List<KnownPost> known = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            known.Add(new KnownPost(reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3), reader.GetString(4)));
        }

        return known;
    }

    /// <summary>Puts a source's posts into the trash, save those that were changed since their import.</summary>
    public async Task TrashUntouchedAsync(Guid sourceId, CancellationToken ct)
    {
        await using var transaction = await ContentTransaction.BeginAsync(dataSource, store, ct);
        var untouched = (await OfSourceAsync(sourceId, ct)).Where(post => post.Revision == 1).ToList();
        foreach (var post in untouched)
        {
            transaction.Session.Events.Append(post.Id, post.Revision + 1, new PostTrashed(clock.GetUtcNow()));
        }

        if (untouched.Count > 0)
        {
            await transaction.CommitAsync(ct);
        }
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
