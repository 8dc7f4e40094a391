using Cms.Content.Taxonomies;

namespace Cms.GraphQL.Filters;

/// <summary>Which tags are listed.</summary>
internal sealed class TagFilterInput : FilterInput<TagFilterInput, TermFilter>
{
    public TagFilterInput()
        : base("TagFilterInput", "A condition on tags.")
    {
        Field<StringOperationFilterInput>("slug").Description("Compares the slug.");
        Field<StringOperationFilterInput>("name").Description("Compares the name.");
        Field<StringOperationFilterInput>("description").Description("Compares what somebody has said of it; null where nobody has.");
        Field<IntOperationFilterInput>("count").Description("Compares how many published posts carry it.");
    }

    protected override TermFilter And(IReadOnlyList<TermFilter> of) => new TermFilter.And(of);

    protected override TermFilter Or(IReadOnlyList<TermFilter> of) => new TermFilter.Or(of);

    protected override IEnumerable<TermFilter> ConditionsOf(IReadOnlyList<KeyValuePair<string, object?>> fields) =>
        fields.SelectMany(field => Comparison.Of(field).Select(comparison => (TermFilter)(field.Key switch
        {
            "count" => new TermFilter.Count(comparison.Operator, comparison.Numbers()),
            "description" => new TermFilter.Description(comparison.Operator, comparison.ValuesOf<string?>()),
            _ => new TermFilter.Named(TermCondition.TestOf(field.Key, comparison)),
        })));

    protected override void Check(TermFilter filter) => TermFilter.Check(filter);
}
