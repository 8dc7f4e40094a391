using Marten;

namespace Cms.Content.Posts;

/// <summary>A post as it was.</summary>
internal static class PostRevisions
{
    /// <summary>The post right after its revision of that number; null when it has none.</summary>
    public static async Task<Post?> AtAsync(IQuerySession session, Guid id, int revision, CancellationToken ct)
    {
        if (revision < 1)
        {
            return null;
        }

        Post? post = null;
        foreach (var @event in await session.Events.FetchStreamAsync(id, revision, token: ct))
        {
            if (@event.Data is IPostEvent)
            {
                post = Post.After(post, id, @event.Data);
            }
        }

        return post?.Revision == revision ? post : null;
    }
}
