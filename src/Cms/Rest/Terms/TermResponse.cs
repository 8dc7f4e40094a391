using System.Text.Json.Serialization;
using Cms.Content.Taxonomies;
using Cms.Rest.Queries;

namespace Cms.Rest.Terms;

/// <summary>A tag, category, author, keyword or language.</summary>
/// <param name="Slug">Its name in addresses, unique among its kind.</param>
/// <param name="Name">The spelling seen first, until it is renamed.</param>
/// <param name="Url">An author's home; the other kinds have none.</param>
/// <param name="Bio">Who an author is; the other kinds have none.</param>
/// <param name="Count">How many published posts carry it.</param>
/// <param name="Revision">Grows by one with each change of a tag, category or author itself; the other kinds have none.</param>
internal sealed record TermResponse(
    string Slug,
    string Name,
    string? Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Bio,
    long Count,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Revision)
{
    public static TermResponse From(Term term) =>
        new(term.Slug, term.Name, term.Description, term.Url, term.Bio, term.Count, term.Taxonomy == Taxonomy.Keyword ? null : term.Revision);
}

/// <summary>A tag, category or author as it is after a change.</summary>
/// <param name="Email">An author's, kept from readers; the other kinds have none.</param>
internal sealed record ManagedTermResponse(
    string Slug,
    string Name,
    string? Description,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Url,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Bio,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Email,
    long Count,
    int Revision)
{
    public static ManagedTermResponse From(ManagedTerm managed) => new(
        managed.Term.Slug, managed.Term.Name, managed.Term.Description, managed.Term.Url, managed.Term.Bio, managed.Email, managed.Term.Count, managed.Term.Revision);
}

internal sealed record TermPageResponse(IReadOnlyList<TermResponse> Items, PageResponse Page);
