using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Writes the old paths that lead to a published post. Who claimed an old path first keeps it.</summary>
internal static class Redirects
{
    public static void Write(IDocumentOperations operations, Post post)
    {
        Remove(operations, post.Id);
        var paths = PathsOf(post);
        if (paths.Length > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {ContentTables.Redirects} (path, post_id) select path, ? from unnest(?) as path on conflict do nothing",
                post.Id,
                paths);
        }
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.Redirects} where post_id = ?", postId);

    /// <summary>Writes the old paths of published posts; those that a post has already and wants still are left alone, so that no other of this call can take them.</summary>
    public static async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Post> posts, Guid[] withdrawn, CancellationToken ct)
    {
        var rows = posts.SelectMany(post => PathsOf(post).Select(path => (Path: path, post.Id))).ToList();
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        var paths = rows.ConvertAll(row => row.Path).ToArray();
        var ids = rows.ConvertAll(row => row.Id).ToArray();
        batch.BatchCommands.Add(new($"delete from {ContentTables.Redirects} where post_id = any($1) and (path, post_id) not in (select * from unnest($2, $3))")
        {
            Parameters = { new() { Value = withdrawn }, new() { Value = paths }, new() { Value = ids } },
        });
        batch.BatchCommands.Add(new($"insert into {ContentTables.Redirects} (path, post_id) select * from unnest($1, $2) on conflict do nothing")
        {
            Parameters = { new() { Value = paths }, new() { Value = ids } },
        });
        await batch.ExecuteNonQueryAsync(ct);
    }

    private static string[] PathsOf(Post post) =>
        [.. post.Content.RedirectFrom.Concat(post.FormerPaths).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
