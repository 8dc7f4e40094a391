using Cms.Content.Search;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Search;

/// <summary>A page of what was found.</summary>
/// <param name="Items">The best first; of equal ones the newest.</param>
/// <param name="Suggestion">The text without its slips; null when nothing is to be put right.</param>
/// <param name="Indexing">How many published posts the index does not have yet in their present form: right after an import it follows behind.</param>
internal sealed record SearchResponse(
    IReadOnlyList<SearchItemResponse> Items, SearchFacetsResponse Facets, string? Suggestion, SearchTotalResponse Total, long Indexing, PageResponse Page);

/// <param name="Score">0 to 1: how well title, terms and the rest of what the post is about fit; 0 where only its text does.</param>
/// <param name="Snippets">The best place of each part that was hit.</param>
internal sealed record SearchItemResponse(double Score, PostResponse Post, IReadOnlyList<SnippetResponse> Snippets);

/// <param name="Field">One of <c>title</c>, <c>description</c>, <c>text</c>.</param>
/// <param name="Html">Safe to insert: all is escaped but the <c>mark</c> around each hit.</param>
internal sealed record SnippetResponse(string Field, string Html);

/// <param name="Capped">Whether there may be more: ranking and facets look at the newest 10,000 hits.</param>
internal sealed record SearchTotalResponse(long Value, bool Capped);

/// <summary>How all that was found spreads.</summary>
internal sealed record SearchFacetsResponse(
    IReadOnlyList<TermFacetResponse> Tags, IReadOnlyList<TermFacetResponse> Categories, IReadOnlyList<YearFacetResponse> Years, IReadOnlyList<LanguageFacetResponse> Languages)
{
    public static SearchFacetsResponse From(SearchFacets facets) => new(
        [.. facets.Tags.Select(tag => new TermFacetResponse(tag.Slug, tag.Name, tag.Count))],
        [.. facets.Categories.Select(category => new TermFacetResponse(category.Slug, category.Name, category.Count))],
        [.. facets.Years.Select(year => new YearFacetResponse(year.Year, year.Count))],
        [.. facets.Languages.Select(language => new LanguageFacetResponse(language.Code, language.Count))]);
}

/// <param name="Count">How many of the hits carry it.</param>
internal sealed record TermFacetResponse(string Slug, string Name, long Count);

/// <param name="Year">By the posts' own calendar days.</param>
internal sealed record YearFacetResponse(int Year, long Count);

/// <param name="Code">As the posts write it.</param>
internal sealed record LanguageFacetResponse(string Code, long Count);
