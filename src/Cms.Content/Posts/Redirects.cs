using Cms.Content.Storage;
using Marten;

namespace Cms.Content.Posts;

/// <summary>Writes the old paths that lead to a published post.</summary>
internal static class Redirects
{
    public static void Write(IDocumentOperations operations, Post post)
    {
        Remove(operations, post.Id);
        var paths = post.Content.RedirectFrom.Concat(post.FormerPaths).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
        if (paths.Length > 0)
        {
            // Who claimed an old path first keeps it.
            operations.QueueSqlCommand(
                $"insert into {ContentTables.Redirects} (path, post_id) select path, ? from unnest(?) as path on conflict do nothing",
                post.Id,
                paths);
        }
    }

    public static void Remove(IDocumentOperations operations, Guid postId) =>
        operations.QueueSqlCommand($"delete from {ContentTables.Redirects} where post_id = ?", postId);
}
