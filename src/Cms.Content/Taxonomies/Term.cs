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
/// <param name="Key">Its identity: the name in NFC, case-folded.</param>
/// <param name="Slug">Unique within its taxonomy.</param>
/// <param name="Name">The spelling seen first.</param>
/// <param name="Count">How many published posts carry it.</param>
/// <param name="Url">An author's home; null for the rest.</param>
public sealed record Term(Taxonomy Taxonomy, string Key, string Slug, string Name, string? Description, string? Url, long Count);

/// <summary>A term as a post's answer names it.</summary>
public sealed record TermReference(string Key, string Slug, string Name, string? Url);

/// <summary>Terms sorted by name or by how many posts carry them.</summary>
public enum TermSort
{
    Name,

    /// <summary>The most carried first, then by name.</summary>
    CountDescending,
}
