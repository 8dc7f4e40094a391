namespace Cms.Content.Posts;

/// <summary>What can be done with a post, besides reading it.</summary>
public enum PostVerb
{
    Revise,
    Publish,
    Schedule,
    Unpublish,
    Archive,
    Trash,
    Restore,
    Purge,
}

/// <summary>Which verbs a post's status allows.</summary>
public static class LifeCycle
{
    public static IReadOnlyList<PostVerb> PossibleFrom(PostStatus status) => status switch
    {
        PostStatus.Draft => [PostVerb.Revise, PostVerb.Publish, PostVerb.Schedule, PostVerb.Archive, PostVerb.Trash],
        PostStatus.Scheduled or PostStatus.Published =>
            [PostVerb.Revise, PostVerb.Publish, PostVerb.Schedule, PostVerb.Unpublish, PostVerb.Archive, PostVerb.Trash],
        PostStatus.Archived => [PostVerb.Revise, PostVerb.Trash, PostVerb.Restore],

        // What lies in the trash already may be thrown there again: the request was repeated.
        PostStatus.Trashed => [PostVerb.Trash, PostVerb.Restore, PostVerb.Purge],
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, message: null),
    };

    /// <exception cref="ContentException"><see cref="ContentError.InvalidTransition"/>.</exception>
    public static void Check(Post post, PostVerb verb)
    {
        ArgumentNullException.ThrowIfNull(post);
        if (!PossibleFrom(post.Status).Contains(verb))
        {
            throw new ContentException(new ContentError.InvalidTransition(post.Id, post.Status, verb));
        }
    }
}
