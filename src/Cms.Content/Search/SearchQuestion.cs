using Cms.Content.Delivery;

namespace Cms.Content.Search;

/// <summary>Asks for a page of the published posts that a text finds, the best first.</summary>
/// <param name="Text">As a reader types it: quotes, <c>or</c> and <c>-</c> mean what they do on the web, and the last word may be a beginning.</param>
public sealed record SearchQuestion(string Text)
{
    /// <summary>What refusals call the text.</summary>
    public string Parameter { get; init; } = "q";

    /// <summary>Only posts in this language, as they write it, stemmed by it. Null for all, each by its own.</summary>
    public string? Language { get; init; }

    /// <summary>Null for all.</summary>
    public PostFilter? Filter { get; init; }

    /// <summary>1 to <see cref="PostQuery.MaximumLimit"/>.</summary>
    public int Limit { get; init; } = PostQuery.DefaultLimit;

    /// <summary>A cursor: the page begins behind its post.</summary>
    public string? After { get; init; }

    /// <summary>A cursor: the page ends before its post.</summary>
    public string? Before { get; init; }

    public bool WithBody { get; init; }

    public bool WithFacets { get; init; }

    public bool WithSnippets { get; init; }

    /// <summary>Whether the asker has a place among the expensive queries already, and needs no other.</summary>
    public bool HasPlace { get; init; }
}

/// <summary>A page of what was found.</summary>
/// <param name="Cursors">The cursor of each item, at its index.</param>
/// <param name="Suggestion">The text without its slips; null when nothing is to be put right.</param>
/// <param name="Indexing">How many posts are published and not yet in the index in their present form.</param>
public sealed record SearchPage(
    IReadOnlyList<SearchHit> Items,
    IReadOnlyList<string> Cursors,
    bool HasNext,
    bool HasPrevious,
    SearchTotal Total,
    SearchFacets Facets,
    string? Suggestion,
    long Indexing)
{
    /// <summary>For <see cref="SearchQuestion.After"/>; null on the last page.</summary>
    public string? Next => HasNext && Cursors.Count > 0 ? Cursors[^1] : null;

    /// <summary>For <see cref="SearchQuestion.Before"/>; null on the first page.</summary>
    public string? Previous => HasPrevious && Cursors.Count > 0 ? Cursors[0] : null;
}

/// <param name="Score">0 to 1: how well the words fit title, terms and the rest of what a post is about. 0 where its text alone has them.</param>
/// <param name="Snippets">The best place of each part that has hits.</param>
public sealed record SearchHit(DeliveredPost Post, double Score, IReadOnlyList<SearchSnippet> Snippets);

/// <param name="Field"><c>title</c>, <c>description</c> or <c>text</c>.</param>
/// <param name="Html">Safe to insert: everything is escaped but the <c>mark</c> around each hit.</param>
public sealed record SearchSnippet(string Field, string Html);

/// <param name="Capped">Whether there may be more: only the newest ones are looked at.</param>
public sealed record SearchTotal(long Value, bool Capped);

/// <summary>How what was found spreads, the most first; years the newest first.</summary>
public sealed record SearchFacets(
    IReadOnlyList<TermFacet> Tags, IReadOnlyList<TermFacet> Categories, IReadOnlyList<YearFacet> Years, IReadOnlyList<LanguageFacet> Languages)
{
    public static SearchFacets None { get; } = new([], [], [], []);
}

public sealed record TermFacet(string Slug, string Name, long Count);

public sealed record YearFacet(int Year, long Count);

public sealed record LanguageFacet(string Code, long Count);
