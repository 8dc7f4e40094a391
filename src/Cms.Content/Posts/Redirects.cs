using Cms.Content.Storage;
using Marten;

namespace Cms.Content.Posts;

/// <summary>Writes the old paths and slugs that lead to a published post. What the rows say follows from the post alone; who wins an address is decided on reading.</summary>
internal static class Redirects
{
    public static void Write(IDocumentOperations operations, Post post)
    {
        Remove(operations, post.Id);

        // What a file claims (redirect_from) has no time, and so yields to a post that was there.
        var left = post.FormerPaths.Select(former => (Path: former.Address, Until: (DateTimeOffset?)former.Until));
        var claimed = post.Content.RedirectFrom.Select(path => (Path: path, Until: (DateTimeOffset?)null));
        var paths = left.Concat(claimed).DistinctBy(redirect => redirect.Path, StringComparer.Ordinal).ToList();
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
}
