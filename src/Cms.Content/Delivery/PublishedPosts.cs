using Cms.Content.Taxonomies;

namespace Cms.Content.Delivery;

/// <summary>Published posts, for readers. The one place that decides what they may see: it reads published copies alone.</summary>
public sealed class PublishedPosts
{
    /// <summary>A page of posts.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/> for a cursor that is broken or of another sort.</exception>
    public Task<PostPage> ListAsync(PostQuery query, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>How many posts pass the filter.</summary>
    public Task<long> CountAsync(PostFilter? filter, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The newest post of that slug (in that language), or of that id. Another spelling of a slug is <see cref="PostLookup.Moved"/>.</summary>
    public Task<PostLookup> FindAsync(string slugOrId, string? language, bool withBody, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The post at a permalink path; an old path is <see cref="PostLookup.Moved"/>.</summary>
    public Task<PostLookup> FindByPathAsync(string path, bool withBody, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The posts of those ids that are published, in no order; one statement for all.</summary>
    public Task<IReadOnlyList<DeliveredPost>> LoadAsync(IReadOnlyCollection<Guid> ids, bool withBody, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>For each term key, a page of the posts that carry it; one statement for all. Cursors of the query count for a single key only.</summary>
    public Task<IReadOnlyDictionary<string, PostPage>> ListByTermAsync(Taxonomy taxonomy, IReadOnlyCollection<string> keys, PostQuery query, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>For each link id, a page of the posts that carry it; one statement for all.</summary>
    public Task<IReadOnlyDictionary<Guid, PostPage>> ListByLinkAsync(IReadOnlyCollection<Guid> linkIds, PostQuery query, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>For each post, the ids of the ones before and after it in time; one statement for all.</summary>
    public Task<IReadOnlyDictionary<Guid, Neighbours>> NeighboursAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>For each post, the ids of published posts that link to it, newest first, at most 100 each; one statement for all.</summary>
    public Task<ILookup<Guid, Guid>> BacklinksAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Posts in each month that has any, newest first.</summary>
    public Task<IReadOnlyList<ArchiveMonth>> ArchiveAsync(CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Posts in each language, the most first; posts without one are not counted.</summary>
    public Task<IReadOnlyList<LanguageCount>> LanguagesAsync(CancellationToken ct) => throw new NotSupportedException();
}

/// <summary>The posts next to a post in time; null at either end.</summary>
public sealed record Neighbours(Guid? Previous, Guid? Next);

/// <param name="Month">1 to 12.</param>
/// <param name="Count">Published posts of that month.</param>
public sealed record ArchiveMonth(int Year, int Month, long Count);

/// <param name="Code">As the posts write it.</param>
public sealed record LanguageCount(string Code, long Count);
