using Cms.Content.Storage;
using Marten;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Writes the old paths and slugs that lead to a published post. What the rows say follows from the post alone; who wins an address is decided on reading.</summary>
internal static class Redirects
{
    public static void Write(IDocumentOperations operations, Post post)
    {
        Remove(operations, post.Id);
        var paths = PathsOf(post);
        if (paths.Count > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {ContentTables.Redirects} (path, post_id, until) select path, ?, until from unnest(?, ?) as former(path, until)",
                post.Id,
                paths.Select(redirect => redirect.Path).ToArray(),
                paths.Select(redirect => redirect.Until).ToArray());
        }

        if (post.FormerSlugs.Count > 0)
        {
            operations.QueueSqlCommand(
                $"insert into {ContentTables.FormerSlugs} (slug, post_id, until) select slug, ?, until from unnest(?, ?) as former(slug, until)",
                post.Id,
                post.FormerSlugs.Select(former => former.Address).ToArray(),
                post.FormerSlugs.Select(former => former.Until).ToArray());
        }
    }

    public static void Remove(IDocumentOperations operations, Guid postId)
    {
        operations.QueueSqlCommand($"delete from {ContentTables.Redirects} where post_id = ?", postId);
        operations.QueueSqlCommand($"delete from {ContentTables.FormerSlugs} where post_id = ?", postId);
    }

    /// <summary>Writes the same rows for many posts at once.</summary>
    /// <param name="withdrawn">Posts whose rows so far go.</param>
    public static async Task CopyAsync(NpgsqlTransaction transaction, IReadOnlyCollection<Post> posts, Guid[] withdrawn, CancellationToken ct)
    {
        await using (var remove = new NpgsqlBatch(transaction.Connection, transaction))
        {
            foreach (var table in (string[])[ContentTables.Redirects, ContentTables.FormerSlugs])
            {
                remove.BatchCommands.Add(new($"delete from {table} where post_id = any($1)") { Parameters = { new() { Value = withdrawn } } });
            }

            await remove.ExecuteNonQueryAsync(ct);
        }

        await TableCopy.WriteAsync(
            transaction.Connection!,
            ContentTables.Redirects,
            "path, post_id, until",
            [.. posts.SelectMany(post => PathsOf(post).Select(redirect => (redirect.Path, post.Id, redirect.Until)))],
            (row, redirect) =>
            {
                row.Write(redirect.Path);
                row.Write(redirect.Id);
                row.Write(redirect.Until);
            },
            ct);
        await TableCopy.WriteAsync(
            transaction.Connection!,
            ContentTables.FormerSlugs,
            "slug, post_id, until",
            [.. posts.SelectMany(post => post.FormerSlugs.Select(former => (Slug: former.Address, post.Id, former.Until)))],
            (row, former) =>
            {
                row.Write(former.Slug);
                row.Write(former.Id);
                row.Write(former.Until);
            },
            ct);
    }

    // What a file claims (redirect_from) has no time, and so yields to a post that was there.
    private static List<(string Path, DateTimeOffset? Until)> PathsOf(Post post)
    {
        var left = post.FormerPaths.Select(former => (Path: former.Address, Until: (DateTimeOffset?)former.Until));
        var claimed = post.Content.RedirectFrom.Select(path => (Path: path, Until: (DateTimeOffset?)null));
        return [.. left.Concat(claimed).DistinctBy(redirect => redirect.Path, StringComparer.Ordinal)];
    }
}
