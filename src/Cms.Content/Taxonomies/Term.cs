namespace Cms.Content.Taxonomies;

/// <summary>The ways in which posts are classed. Each has names, slugs and counts of published posts of its own.</summary>
public enum Taxonomy
{
    Tag,
    Category,
    Author,
    Keyword,
}

/// <summary>A tag, category, author or keyword, as published posts carry it.</summary>
/// <param name="Id">Stays the same whatever the term is called.</param>
/// <param name="Key">The name in NFC, case-folded: no two of a taxonomy have the same.</param>
/// <param name="Slug">Unique within its taxonomy.</param>
/// <param name="Name">The spelling seen first, until somebody renames it.</param>
/// <param name="Url">An author's home; null for the rest.</param>
/// <param name="Bio">Who an author is; null for the rest.</param>
/// <param name="Revision">Grows by one with each change of the term itself.</param>
/// <param name="Count">How many published posts carry it.</param>
public sealed record Term(Taxonomy Taxonomy, int Id, string Key, string Slug, string Name, string? Description, string? Url, string? Bio, int Revision, long Count);

/// <summary>A term as a post's answer names it.</summary>
/// <param name="Id">Null in a working copy, where no published post has ever carried it.</param>
public sealed record TermReference(int? Id, string Key, string Slug, string Name, string? Url);

/// <summary>Terms sorted by name or by how many posts carry them.</summary>
public enum TermSort
{
    Name,

    /// <summary>The most carried first, then by name.</summary>
    CountDescending,
}
