namespace Cms.Content.Posts;

/// <summary>A file, read and understood, on its way into the store.</summary>
/// <param name="Content">With the path that the blog gives it; the writer moves it to <c>-2</c> when another post has that path.</param>
/// <param name="Known">The post that the file already is; null for a new one.</param>
public sealed record PostToImport(PostContent Content, PostOrigin Origin, PostStatus Status, KnownPost? Known);

/// <summary>What an import needs to know of a post that its source already has.</summary>
/// <param name="DueAt">When a scheduled post is to go out; null for any other.</param>
public sealed record KnownPost(Guid Id, int Revision, string File, string Hash, string Path, PostStatus Status, DateTimeOffset? DueAt);

/// <summary>What became of a file in the store.</summary>
/// <param name="Path">Its path now.</param>
/// <param name="MovedFrom">The path that the blog gives it, when another post had that; else null.</param>
public sealed record ImportedPost(Guid Id, string Path, string? MovedFrom, ImportOutcome Outcome);

public enum ImportOutcome
{
    Created,
    Updated,

    /// <summary>Another import of the same file was faster.</summary>
    Unchanged,

    /// <summary>The post lies in the trash, and a file does not take it out.</summary>
    Trashed,
}
