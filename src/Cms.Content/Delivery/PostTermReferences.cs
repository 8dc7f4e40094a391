using Cms.Content.Taxonomies;

namespace Cms.Content.Delivery;

/// <summary>The terms that a post carries, by taxonomy, in the post's order.</summary>
public sealed class PostTermReferences
{
    private readonly IReadOnlyList<TermReference>[] byTaxonomy;

    internal PostTermReferences(int[] ids, IReadOnlyDictionary<int, KnownTerm> terms)
    {
        var lists = new List<TermReference>?[Enum.GetValues<Taxonomy>().Length];
        foreach (var id in ids)
        {
            if (terms.TryGetValue(id, out var term))
            {
                (lists[(int)term.Taxonomy] ??= []).Add(term.Reference);
            }
        }

        byTaxonomy = Array.ConvertAll(lists, list => (IReadOnlyList<TermReference>?)list ?? []);
    }

    internal PostTermReferences(Func<Taxonomy, IReadOnlyList<TermReference>> of) => byTaxonomy = [.. Enum.GetValues<Taxonomy>().Select(of)];

    public IReadOnlyList<TermReference> Of(Taxonomy taxonomy) => byTaxonomy[(int)taxonomy];
}
