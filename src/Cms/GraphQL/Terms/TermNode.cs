using Cms.Content.Taxonomies;

namespace Cms.GraphQL.Terms;

/// <summary>A tag, category, author or keyword, as a post names it or in full.</summary>
/// <param name="Id">Null for what only working copies name.</param>
/// <param name="Known">Null when only a post has named it: description and count are then loaded for all that were named.</param>
internal sealed record TermNode(Taxonomy Taxonomy, int? Id, string Key, string Slug, string Name, string? Url, Term? Known)
{
    public static TermNode Of(Term term) => new(term.Taxonomy, term.Id, term.Key, term.Slug, term.Name, term.Url, term);

    public static TermNode Of(Taxonomy taxonomy, TermReference reference) => new(taxonomy, reference.Id, reference.Key, reference.Slug, reference.Name, reference.Url, Known: null);

    public static IReadOnlyList<TermNode> Of(Taxonomy taxonomy, IReadOnlyList<TermReference> references) => [.. references.Select(reference => Of(taxonomy, reference))];
}
