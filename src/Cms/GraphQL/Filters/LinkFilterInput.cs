using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.GraphQL.Nodes;

namespace Cms.GraphQL.Filters;

/// <summary>Which links are listed.</summary>
internal sealed class LinkFilterInput : FilterInput<LinkFilterInput, LinkFilter>
{
    public LinkFilterInput()
        : base("LinkFilterInput", "A condition on links. `name`, `place` and `post` hold for one and the same post that carries the link.")
    {
        Field<StringOperationFilterInput>("url").Description("Compares the URL, or the path.");
        Field<StringOperationFilterInput>("host").Description("Compares the host, whatever its case; null for that of a path.");
        Field<StringOperationFilterInput>("name").Description("Compares what a post calls it.");
        Field<LinkPlaceOperationFilterInput>("place").Description("Compares where in a post it stands.");
        Field<IdOperationFilterInput>("post").Description("Which post carries it: an id, a UUID or a slug.");
        Field<IntOperationFilterInput>("count").Description("Compares how many published posts carry it.");
    }

    protected override LinkFilter And(IReadOnlyList<LinkFilter> of) => new LinkFilter.And(of);

    protected override LinkFilter Or(IReadOnlyList<LinkFilter> of) => new LinkFilter.Or(of);

    protected override IEnumerable<LinkFilter> ConditionsOf(IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        var comparisons = fields.SelectMany(field => Comparison.Of(field).Select(comparison => (field.Key, Comparison: comparison)))
            .ToLookup(one => one.Key is "count" or "post" ? one.Key : "", StringComparer.Ordinal);
        List<LinkTest> tests = [.. comparisons[""].Select(one => PostLinkFilterInput.TestOf(one.Key, one.Comparison))];
        List<CarrierTest> by = [.. comparisons["post"].Select(one => new CarrierTest([.. one.Comparison.ValuesOf<object>().Select(SlugOrUuid)], one.Comparison.Operator is Operator.Equal or Operator.In))];
        if (tests.Count + by.Count > 0)
        {
            yield return new LinkFilter.Like(tests, by);
        }

        foreach (var (_, comparison) in comparisons["count"])
        {
            yield return new LinkFilter.Count(comparison.Operator, comparison.Numbers());
        }
    }

    protected override void Check(LinkFilter filter) => LinkFilter.Check(filter);

    private static string SlugOrUuid(object post) =>
        NodeId.TryParse(post.ToString()!) is { Type: "Post" } id ? id.Key : post.ToString()!;
}
