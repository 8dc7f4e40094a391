namespace Cms.Content.Taxonomies;

/// <summary>Tags, categories, authors and keywords that published posts carry; none exists for readers otherwise.</summary>
public sealed class PublishedTerms
{
    public const int MaximumLimit = 1000;

    /// <summary>A page of terms, keyset by the sort.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public Task<TermPage> ListAsync(Taxonomy taxonomy, TermSort sort, int limit, string? after, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>Null when no published post carries it. Any spelling that slugifies to the slug is found.</summary>
    public Task<Term?> FindAsync(Taxonomy taxonomy, string slug, CancellationToken ct) => throw new NotSupportedException();

    /// <summary>The terms of those keys; one statement for all.</summary>
    public Task<IReadOnlyList<Term>> LoadAsync(Taxonomy taxonomy, IReadOnlyCollection<string> keys, CancellationToken ct) => throw new NotSupportedException();
}

/// <param name="Cursors">The cursor of each item, at its index.</param>
public sealed record TermPage(IReadOnlyList<Term> Items, IReadOnlyList<string> Cursors, bool HasNext)
{
    public string? Next => HasNext && Cursors.Count > 0 ? Cursors[^1] : null;
}
