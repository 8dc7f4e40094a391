namespace Cms.Content.Taxonomies;

/// <summary>A tag, category or author as its writers see it, whether or not a published post carries it.</summary>
/// <param name="Email">An author's; never shown to readers.</param>
public sealed record ManagedTerm(Term Term, string? Email);

/// <summary>Which term a writer means: by its slug of today, or by its id.</summary>
public sealed record TermAddress(Taxonomy Taxonomy, string? Slug, int? Id)
{
    public static TermAddress Of(Taxonomy taxonomy, string slug) => new(taxonomy, slug, Id: null);

    public static TermAddress Of(Taxonomy taxonomy, int id) => new(taxonomy, Slug: null, id);

    internal string Kind => CarriedTerms.Name(Taxonomy);
}
