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

    /// <summary>The working copy's slug and language again: columns.</summary>
    public string Slug => Content.Slug;

    public string? Language => Content.Language;

    /// <summary>The origin's source, file and hash again: columns, so that an import learns what is known without reading documents.</summary>
    public Guid? SourceId => Origin?.SourceId;

    public string? File => Origin?.File;

    public string? Hash => Origin?.Hash;

    /// <summary>The revision that the last import made; a greater <see cref="Revision"/> means that the store has changed the post since. Null for a post made in the store.</summary>
    public int? ImportedRevision { get; init; }

    /// <summary>The path that its source's configuration has given it since the last import: where the post is there, no writer has moved it. Null when none has.</summary>
    public string? MovedPath { get; init; }

    /// <summary>The revision that last changed the content.</summary>
    public int ContentRevision { get; init; }

    /// <summary>The revision that readers see: the published copy's. Equal to <see cref="Revision"/> when that very change went out, null when readers see nothing.</summary>
    public int? PublishedRevision { get; init; }

    /// <summary>Whether readers see an older text than writers.</summary>
    public bool HasUnpublishedChanges => ContentRevision > PublishedRevision;

    /// <summary>Where the last published copy was or is; null for a post that never went out, whose path is provisional.</summary>
    public string? PublishedPath { get; init; }

    /// <summary>The slug of the last published copy.</summary>
    public string? PublishedSlug { get; init; }

    /// <summary>Paths that the post was published at before; they lead to it still.</summary>
    public IReadOnlyList<FormerAddress> FormerPaths { get; init; } = [];

    /// <summary>Slugs that the post was published under before; they lead to it still.</summary>
    public IReadOnlyList<FormerAddress> FormerSlugs { get; init; } = [];

    /// <summary>When the working copy is to go out; null when nobody said.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>When readers are to lose the post; null when nobody said.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    /// <summary>The earlier of both: a column, with an index.</summary>
    public DateTimeOffset? DueAt => PublishAt is null || UnpublishAt < PublishAt ? UnpublishAt : PublishAt;

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the store last changed it.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>When a writer last changed the text in the store; null for one that stands as it was made.</summary>
    public DateTimeOffset? RevisedAt { get; init; }

    /// <summary>The post after one more event. Pure, so that single writing, bulk writing and a rebuild agree.</summary>
    /// <exception cref="InvalidOperationException">The event cannot follow: the log is damaged, or newer than this program.</exception>
    public static Post After(Post? post, Guid id, object @event) => (post, @event) switch
    {
        (null, PostImported imported) => First(id, imported.Content, imported.At).Imported(imported),
        (null, PostCreated created) => First(id, created.Content, created.At),
        ({ } known, IPostEvent next) => (known with { Revision = known.Revision + 1, ChangedAt = next.At }).Changed(next),
        _ => throw CannotFollow(post, id, @event),
    };

    private static Post First(Guid id, PostContent content, DateTimeOffset at) => new()
    {
        Id = id,
        Revision = 1,
        Status = PostStatus.Draft,
        Content = content,
        ContentRevision = 1,
        CreatedAt = at,
        ChangedAt = at,
    };

    private Post Changed(IPostEvent @event) => @event switch
    {
        PostImported imported => Imported(imported),
        PostRevised revised => Revised(revised.Changes, revised.At),
        RevisionRestored restored => Revised(restored.Changes, restored.At),
        PostPublished published => Published(published),
        PostMoved moved => Moved(moved),
        PostScheduled scheduled => this with
        {
            Status = Status == PostStatus.Draft ? PostStatus.Scheduled : Status,
            PublishAt = scheduled.PublishAt,
            UnpublishAt = scheduled.UnpublishAt,
        },
        PostUnpublished or PostRestored => Withdrawn(PostStatus.Draft),
        PostArchived => Withdrawn(PostStatus.Archived),
        PostTrashed => Withdrawn(PostStatus.Trashed),
        _ => throw CannotFollow(this, Id, @event),
    };

    private Post Imported(PostImported imported)
    {
        var taken = this with
        {
            Status = imported.Status,
            Content = imported.Content,
            ContentRevision = Revision,
            Origin = imported.Origin,
            ImportedRevision = Revision,
            MovedPath = null,
            PublishAt = imported.Status == PostStatus.Scheduled ? imported.Content.PublishedAt : null,
            UnpublishAt = imported.Status == PostStatus.Draft ? null : imported.UnpublishAt ?? UnpublishAt,
        };
        return imported.Status == PostStatus.Published ? taken.Out(imported.At) : taken with { PublishedRevision = null };
    }

    private Post Revised(ContentChanges changes, DateTimeOffset at) => this with
    {
        Content = changes.ApplyTo(Content),
        ContentRevision = Revision,
        RevisedAt = at,
    };

    private Post Published(PostPublished published) => (this with
    {
        Status = PostStatus.Published,
        Content = Content with
        {
            Path = published.Path,
            PublishedAt = published.PublishedAt,
            PublishedOn = published.PublishedOn,
            IsPathProvisional = false,
        },
        PublishAt = null,
    }).Out(published.At);

    // Readers who see an older text get the new address with the newer one.
    private Post Moved(PostMoved moved)
    {
        var there = this with
        {
            Content = Content with { Path = moved.Path },
            Origin = Origin is null ? null : Origin with { Path = moved.ConfiguredPath },
            MovedPath = moved.Path,
        };
        return PublishedRevision is not null && !HasUnpublishedChanges ? there.Out(moved.At) : there;
    }

    private Post Out(DateTimeOffset at) => this with
    {
        PublishedRevision = Revision,
        PublishedPath = Path,
        PublishedSlug = Slug,
        FormerPaths = FormerAddress.After(FormerPaths, PublishedPath, Path, at),
        FormerSlugs = FormerAddress.After(FormerSlugs, PublishedSlug, Slug, at),
    };

    private Post Withdrawn(PostStatus status) => this with { Status = status, PublishedRevision = null, PublishAt = null, UnpublishAt = null };

    private static InvalidOperationException CannotFollow(Post? post, Guid id, object @event) =>
        new($"{@event.GetType().Name} cannot follow {post?.Status.ToString() ?? "nothing"} in post {id}.");
}

/// <summary>A path or slug that a post had for its readers.</summary>
/// <param name="Until">When it was published under another one. Of posts that have left the same address, the last leads on.</param>
public sealed record FormerAddress(string Address, DateTimeOffset Until)
{
    internal static IReadOnlyList<FormerAddress> After(IReadOnlyList<FormerAddress> known, string? before, string now, DateTimeOffset at) =>
        before is null || before == now
            ? known
            : [.. known.Where(former => former.Address != now && former.Address != before), new FormerAddress(before, at)];
}
