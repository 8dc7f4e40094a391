using JasperFx.Events;
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

        var post = Replay(id, await session.Events.FetchStreamAsync(id, revision, token: ct)).LastOrDefault();
        return post?.Revision == revision ? post : null;
    }

    /// <summary>The post after each of its revisions, the first one first.</summary>
    public static async Task<IReadOnlyList<Post>> AllAsync(IQuerySession session, Guid id, CancellationToken ct) =>
        [.. Replay(id, await session.Events.FetchStreamAsync(id, token: ct))];

    private static IEnumerable<Post> Replay(Guid id, IReadOnlyList<IEvent> events)
    {
        Post? post = null;
        foreach (var @event in events.Where(@event => @event.Data is IPostEvent))
        {
            yield return post = Post.After(post, id, @event.Data);
        }
    }
}
