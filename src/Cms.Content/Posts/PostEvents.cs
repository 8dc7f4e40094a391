namespace Cms.Content.Posts;

/// <summary>A file was taken in, for the first time or changed: its content replaces the working copy's.</summary>
/// <param name="Status">What the file says: <see cref="PostStatus.Draft"/>, <see cref="PostStatus.Scheduled"/> or <see cref="PostStatus.Published"/>.</param>
/// <param name="At">When it was imported.</param>
public sealed record PostImported(PostContent Content, PostOrigin Origin, PostStatus Status, DateTimeOffset At);

/// <summary>The post went to the trash, with its content and its address.</summary>
public sealed record PostTrashed(DateTimeOffset At)
{
    /// <summary>Whether it went because its file had gone: then it comes back with the file.</summary>
    public bool IsPruned { get; init; }
}
