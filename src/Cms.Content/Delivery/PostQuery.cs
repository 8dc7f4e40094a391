namespace Cms.Content.Delivery;

/// <summary>Asks for a page of published posts.</summary>
public sealed record PostQuery
{
    public const int MaximumLimit = 100;
    public const int DefaultLimit = 20;

    /// <summary>Null for all.</summary>
    public PostFilter? Filter { get; init; }

    public PostSort Sort { get; init; } = PostSort.Newest;

    /// <summary>1 to <see cref="MaximumLimit"/>.</summary>
    public int Limit { get; init; } = DefaultLimit;

    /// <summary>A cursor: the page begins behind its post.</summary>
    public string? After { get; init; }

    /// <summary>A cursor: the page ends before its post.</summary>
    public string? Before { get; init; }

    /// <summary>The last posts of what is asked for rather than the first; they still come in the sort's order.</summary>
    public bool FromEnd { get; init; }

    public PostParts Parts { get; init; }

    /// <summary>Whether the asker has a place among the expensive queries already, and needs no other.</summary>
    public bool HasPlace { get; init; }
}

/// <summary>What posts are sorted by; the id breaks ties, so that every order is total.</summary>
public sealed record PostSort(PostSortField Field, bool Descending)
{
    public static PostSort Newest { get; } = new(PostSortField.PublishedAt, Descending: true);
}

public enum PostSortField
{
    PublishedAt,
    Title,
    ModifiedAt,
}

/// <summary>A page of posts in the order asked for, with the cursors that lead on from it.</summary>
/// <param name="Cursors">The cursor of each item, at its index.</param>
public sealed record PostPage(IReadOnlyList<DeliveredPost> Items, IReadOnlyList<string> Cursors, bool HasNext, bool HasPrevious)
{
    /// <summary>For <see cref="PostQuery.After"/>; null on the last page.</summary>
    public string? Next => HasNext && Cursors.Count > 0 ? Cursors[^1] : null;

    /// <summary>For <see cref="PostQuery.Before"/>; null on the first page.</summary>
    public string? Previous => HasPrevious && Cursors.Count > 0 ? Cursors[0] : null;
}
