namespace Cms.Content.Posts;

/// <summary>The working copy: a post as its writers see it, at its newest revision.</summary>
public sealed record Post
{
    public required Guid Id { get; init; }

    /// <summary>Grows by one with each event of the post; its stream's version.</summary>
    public required int Revision { get; init; }

    public required PostStatus Status { get; init; }

    public required PostContent Content { get; init; }

    /// <summary>Null for a post made in the store.</summary>
    public PostOrigin? Origin { get; init; }

    /// <summary>The working copy's path again: a column, with a unique index.</summary>
    public string Path => Content.Path;

    /// <summary>The origin's source, file and hash again: columns, so that an import learns what is known without reading documents.</summary>
    public Guid? SourceId => Origin?.SourceId;

    public string? File => Origin?.File;

    public string? Hash => Origin?.Hash;

    /// <summary>The revision that the last import made; a greater <see cref="Revision"/> means that the store has changed the post since. Null for a post made in the store.</summary>
    public int? ImportedRevision { get; init; }

    /// <summary>The revision that readers see: the published copy's. Equal to <see cref="Revision"/> when that very change went out, null when readers see nothing.</summary>
    public int? PublishedRevision { get; init; }

    /// <summary>Paths that the post was published at before; they lead to it still.</summary>
    public IReadOnlyList<string> FormerPaths { get; init; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the store last changed it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>The post after one more event. Pure, so that single writing, bulk writing and a rebuild agree.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow: the log is damaged, or newer than this program.</exception>
    public static Post After(Post? post, Guid id, object @event) => (post, @event) switch
    {
        (null, PostImported imported) => new Post
        {
            Id = id,
            Revision = 1,
            Status = imported.Status,
            Content = imported.Content,
            Origin = imported.Origin,
            ImportedRevision = 1,
            PublishedRevision = imported.Status == PostStatus.Published ? 1 : null,
            CreatedAt = imported.At,
            ChangedAt = imported.At,
        },
        ({ } known, PostImported imported) => known with
        {
            Revision = known.Revision + 1,
            Status = imported.Status,
            Content = imported.Content,
            Origin = imported.Origin,
            ImportedRevision = known.Revision + 1,
            PublishedRevision = imported.Status == PostStatus.Published ? known.Revision + 1 : null,
            FormerPaths = FormerPathsOf(known, imported.Content.Path),
            ChangedAt = imported.At,
        },
        ({ } known, PostTrashed trashed) => known with { Revision = known.Revision + 1, Status = PostStatus.Trashed, PublishedRevision = null, ChangedAt = trashed.At },
        _ => throw new InvalidOperationException($"{@event.GetType().Name} cannot follow {post?.Status.ToString() ?? "nothing"} in post {id}."),
    };

    private static IReadOnlyList<string> FormerPathsOf(Post known, string path) =>
        known.Status == PostStatus.Published && known.Path != path
            ? [.. known.FormerPaths.Append(known.Path).Where(former => former != path).Distinct(StringComparer.Ordinal)]
            : known.FormerPaths;
}
