namespace Cms.Content.Links;

/// <summary>Links that published posts carry.</summary>
public sealed class PublishedLinks
{
    public const int MaximumLimit = 100;

    /// <summary>A page of links, the most carried first.</summary>
    /// <param name="post">Only those of one post, by slug or id.</param>
    /// <param name="text">Only URLs and names that contain it, literally and without regard to case.</param>
    public Task<LinkPage> ListAsync(string? host, string? post, LinkPlace? place, string? text, int limit, string? after, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Null when no published post carries it.</summary>
    public Task<Link?> FindAsync(Guid id, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The links of those ids that published posts carry; one statement for all.</summary>
    public Task<IReadOnlyList<Link>> LoadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Who carries each of the links, newest post first, at most 100 for each; one statement for all.</summary>
    public Task<ILookup<Guid, LinkCarrier>> CarriersAsync(IReadOnlyCollection<Guid> linkIds, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The links of each of the posts, in order: front matter's, then the body's; one statement for all.</summary>
    public Task<ILookup<Guid, CarriedLink>> OfPostsAsync(IReadOnlyCollection<Guid> postIds, CancellationToken ct) => throw new NotSupportedException();
}

/// <param name="Cursors">The cursor of each item, at its index.</param>
public sealed record LinkPage(IReadOnlyList<Link> Items, IReadOnlyList<string> Cursors, bool HasNext)
{
    public string? Next => HasNext && Cursors.Count > 0 ? Cursors[^1] : null;
}
