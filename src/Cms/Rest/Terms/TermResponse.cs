using System.Text.Json.Serialization;
using Cms.Content.Taxonomies;
using Cms.Rest.Queries;

namespace Cms.Rest.Terms;

/// <summary>A tag, category, author, keyword or language.</summary>
/// <param name="Slug">Its name in addresses, unique among its kind.</param>
/// <param name="Name">The spelling seen first.</param>
/// <param name="Url">An author's home; the other kinds have none.</param>
/// <param name="Count">How many published posts carry it.</param>
internal sealed record TermResponse(
    string Slug,
    string Name,
    string? Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url,
    long Count)
{
    public static TermResponse From(Term term) => new(term.Slug, term.Name, term.Description, term.Url, term.Count);
}

internal sealed record TermPageResponse(IReadOnlyList<TermResponse> Items, PageResponse Page);
