namespace Cms.Rest.Posts;

/// <summary>A post as its writers see it: its newest revision, published or not.</summary>
internal sealed record WorkingCopyResponse : PostResponse
{
    public WorkingCopyResponse(PostResponse shown)
        : base(shown)
    {
    }

    /// <summary>The date that the post bears; null for a draft without one, which gets the moment of its first publication.</summary>
    public new DateTimeOffset? PublishedAt { get; init; }

    /// <summary>Whether readers of the published post still see an older text.</summary>
    public bool HasUnpublishedChanges { get; init; }

    /// <summary>When the working copy is to go out; null when nobody said.</summary>
    public DateTimeOffset? PublishAt { get; init; }

    /// <summary>When readers are to lose the post; null when nobody said.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }
}

/// <param name="Items">The last changed first.</param>
internal sealed record WorkingCopyPageResponse(IReadOnlyList<WorkingCopyResponse> Items, Queries.PageResponse Page);
