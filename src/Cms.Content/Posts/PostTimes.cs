namespace Cms.Content.Posts;

/// <summary>When a post goes out and when it goes away again.</summary>
public sealed record PostTimes(DateTimeOffset? PublishAt, DateTimeOffset? UnpublishAt)
{
    internal PostTimes InUtc() => new(PublishAt?.ToUniversalTime(), UnpublishAt?.ToUniversalTime());

    /// <exception cref="ContentException"><see cref="ContentError.InvalidPost"/>.</exception>
    internal void Check(PostStatus status)
    {
        Dictionary<string, string[]> errors = new(StringComparer.Ordinal);
        if (PublishAt is null && status != PostStatus.Published)
        {
            errors["publishAt"] = [status == PostStatus.Scheduled
                ? "A scheduled post has such a time. Unpublish it to make a draft of it again."
                : "Say when the post is to go out."];
        }

        if (UnpublishAt <= PublishAt)
        {
            errors["unpublishAt"] = ["It lies before the post goes out. Choose a later time."];
        }

        if (errors.Count > 0)
        {
            throw new ContentException(new ContentError.InvalidPost(errors));
        }
    }
}
