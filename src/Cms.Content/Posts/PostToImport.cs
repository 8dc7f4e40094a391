using Cms.Content.Access;
using Cms.Markdown;

namespace Cms.Content.Posts;

/// <summary>A file, read and understood, on its way into the store.</summary>
/// <param name="Content">With the path that the blog gives it; the writer moves it to <c>-2</c> when another post has that path.</param>
/// <param name="Known">The post that the file already is; null for a new one.</param>
/// <param name="Force">Whether the file wins, content and status, over what was decided in the store since its last import.</param>
public sealed record PostToImport(PostContent Content, PostOrigin Origin, PostStatus Status, KnownPost? Known, bool Force = false)
{
    /// <summary>When readers are to lose the post; null when the file does not say.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    /// <summary>What it was in the store that it was exported from; null for a file.</summary>
    public ExportedRevision? Exported { get; init; }

    /// <summary>Who imports it; null for nobody in particular.</summary>
    public Actor? By { get; init; }
}

/// <summary>A post as a store has exported it.</summary>
/// <param name="CreatedAt">When that store made it, which tells that store from others.</param>
public sealed record ExportedRevision(Guid Id, int Revision, DateTimeOffset CreatedAt);

/// <summary>What became of a file, or of a post whose file has gone, in the store.</summary>
/// <param name="Path">Its path now.</param>
/// <param name="MovedFrom">The path that the blog gives it, when another post had that; else null.</param>
/// <param name="Conflict">Why nothing was written; null unless the outcome is <see cref="ImportOutcome.Conflict"/>.</param>
public sealed record ImportedPost(Guid Id, string Path, string? MovedFrom, ImportOutcome Outcome, ImportConflict? Conflict = null)
{
    /// <summary>What of the text could not be rendered as its author meant it, by the lines of the Markdown.</summary>
    public IReadOnlyList<RenderingWarning> Warnings { get; init; } = [];
}

public enum ImportOutcome
{
    Created,
    Updated,

    /// <summary>The post is what the file says already.</summary>
    Unchanged,

    /// <summary>The store has decided otherwise since the last import, and its decision stands. Nothing was written.</summary>
    Conflict,

    /// <summary>Its file has gone, and the post went to the trash.</summary>
    Trashed,
}

/// <summary>What the store has decided about an imported post since its last import.</summary>
public enum ImportConflict
{
    /// <summary>Its content was changed.</summary>
    Edited,

    Trashed,
    Archived,

    /// <summary>It is a draft now, and the file would publish it.</summary>
    Unpublished,

    /// <summary>It was published or scheduled, and the file says draft as it did.</summary>
    Published,

    /// <summary>It came by another way than the export that has it, and says something else.</summary>
    FromElsewhere,

    /// <summary>It was removed for good.</summary>
    Purged,
}
