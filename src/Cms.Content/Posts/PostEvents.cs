using System.Text.Json.Serialization;
using Cms.Content.Access;

namespace Cms.Content.Posts;

/// <summary>Something that happened to a post. Each makes one revision.</summary>
public interface IPostEvent
{
    /// <summary>Who did it; null where the log is older than the question.</summary>
    Actor? By { get; }

    DateTimeOffset At { get; }
}

/// <summary>A file was taken in, for the first time or changed: its content replaces the working copy's.</summary>
/// <param name="Status">What the file says: anything but <see cref="PostStatus.Trashed"/>.</param>
/// <param name="At">When it was imported.</param>
public sealed record PostImported(PostContent Content, PostOrigin Origin, PostStatus Status, DateTimeOffset At, Actor? By = null) : IPostEvent
{
    /// <summary>When readers are to lose the post, as the file says; null where it does not, which leaves the time as it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? UnpublishAt { get; init; }
}

/// <summary>A draft was made in the store.</summary>
public sealed record PostCreated(PostContent Content, Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The working copy says something else now.</summary>
public sealed record PostRevised(ContentChanges Changes, Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The working copy went out to readers. The first time, this fixes the post's path and date.</summary>
/// <param name="PublishedAt">The date that the post bears, which may be another than <paramref name="At"/>.</param>
/// <param name="PublishedOn">The calendar day of that date where the post is from.</param>
public sealed record PostPublished(string Path, DateTimeOffset PublishedAt, DateOnly PublishedOn, Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The configuration of the post's source gives it another address. The text stays as it was, and so does what of it readers see.</summary>
/// <param name="Path">Where the post is now.</param>
/// <param name="ConfiguredPath">The path that the configuration gives it, which is another where a second post has that.</param>
public sealed record PostMoved(string Path, string ConfiguredPath, Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The post has these times now.</summary>
/// <param name="PublishAt">When the working copy is to go out; null for no such time.</param>
/// <param name="UnpublishAt">When readers are to lose the post; null for no such time.</param>
public sealed record PostScheduled(DateTimeOffset? PublishAt, DateTimeOffset? UnpublishAt, Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The post is a draft again, and its times are gone.</summary>
public sealed record PostUnpublished(Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The post was put away. It can be edited, and no reader sees it.</summary>
public sealed record PostArchived(Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The post went to the trash, with its content and its address.</summary>
public sealed record PostTrashed(DateTimeOffset At, Actor? By = null) : IPostEvent
{
    /// <summary>Whether it went because its file had gone: then it comes back with the file.</summary>
    public bool IsPruned { get; init; }
}

/// <summary>The post came out of the archive or the trash, as a draft.</summary>
public sealed record PostRestored(Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>The working copy says again what an earlier revision said.</summary>
/// <param name="Restored">The number of that revision.</param>
/// <param name="Changes">What that changed.</param>
public sealed record RevisionRestored(int Restored, ContentChanges Changes, Actor By, DateTimeOffset At) : IPostEvent;

/// <summary>A post was removed for good. It stands alone in its stream: all that said what the post was has gone.</summary>
/// <param name="Addresses">The paths that the post had for its readers, the last one last, so that whoever copied it can remove it.</param>
/// <param name="SourceId">The source that it came from; null for a post made in the store.</param>
/// <param name="Hash">The hash of its file, so that the same file does not bring it back; null as above.</param>
public sealed record PostPurged(IReadOnlyList<string> Addresses, Guid? SourceId, string? Hash, Actor By, DateTimeOffset At)
{
    /// <summary>The slug that readers knew last; null where they knew none, and where the log is older than the question.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Slug { get; init; }
}
