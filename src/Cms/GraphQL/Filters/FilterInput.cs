using Cms.Content.Delivery;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>An argument <c>where</c>: its fields hold together, and <c>and</c> and <c>or</c> join objects of the same kind.</summary>
/// <typeparam name="TSelf">The input itself.</typeparam>
/// <typeparam name="TFilter">What delivery takes.</typeparam>
internal abstract class FilterInput<TSelf, TFilter> : InputObjectGraphType<TFilter>
    where TSelf : IGraphType
    where TFilter : class
{
    protected FilterInput(string name, string description)
    {
        Name = name;
        Description = $"{description} Its fields hold together. A missing value is a value: `neq` and `nin` match it. "
            + $"At most {PostFilterBounds.MaximumConditions} conditions, nested {PostFilterBounds.MaximumDepth} deep, with {PostFilterBounds.MaximumValues} values in a list and {PostFilterBounds.MaximumValuesInAll} in all.";
        Field<ListGraphType<NonNullGraphType<TSelf>>>("and").Description("All of these hold.");
        Field<ListGraphType<NonNullGraphType<TSelf>>>("or").Description("At least one of these holds.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        List<TFilter> conditions =
        [
            .. value.Where(field => field.Key is "and" or "or").Select(field => field.Key == "and" ? And(AllOf(field)) : Or(AllOf(field))),
            .. ConditionsOf([.. value.Where(field => field.Key is not ("and" or "or"))]),
        ];
        var filter = conditions is [var one] ? one : And(conditions);

        // Each object is checked as it is read, from the innermost outwards, so that what is too much is not read to its end.
        Check(filter);
        return filter;
    }

    protected abstract TFilter And(IReadOnlyList<TFilter> of);

    protected abstract TFilter Or(IReadOnlyList<TFilter> of);

    /// <summary>What the fields besides <c>and</c> and <c>or</c> ask for.</summary>
    protected abstract IEnumerable<TFilter> ConditionsOf(IReadOnlyList<KeyValuePair<string, object?>> fields);

    protected abstract void Check(TFilter filter);

    private static List<TFilter> AllOf(KeyValuePair<string, object?> field)
    {
        var filters = (field.Value as IEnumerable<object?> ?? throw Comparison.NoCondition(field.Key)).Cast<TFilter>().ToList();
        return filters.Count > 0 ? filters : throw Comparison.Refusal($"'{field.Key}' has no condition in it. Leave it out, or give it one.");
    }
}
