using Cms.Content.Delivery;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>A condition on a list: for how many of its items something holds, and whether there are any.</summary>
internal abstract class ListFilterInput<TItemInput, TCondition> : InputObjectGraphType<object>
    where TItemInput : IGraphType
    where TCondition : class
{
    protected ListFilterInput(string name, string description)
    {
        Name = name;
        Description = description;
        Field<TItemInput>("some").Description("At least one of them is like this.");
        Field<TItemInput>("none").Description("None of them is like this.");
        Field<TItemInput>("all").Description("Each of them is like this. Holds for a post without any.");
        Field<BooleanGraphType>("any").Description("Whether there are any at all.");
    }

    /// <summary>The parts of the input, which all have to hold. One has either a condition, or says whether there are any.</summary>
    protected static List<(Quantifier Quantifier, TCondition? Condition, bool Any)> ReadAll(IDictionary<string, object?> value) =>
        [.. value.Select(field => (field.Key, field.Value) switch
        {
            ("any", bool any) => (Quantifier.Some, (TCondition?)null, any),
            ("some", TCondition some) => (Quantifier.Some, some, true),
            ("none", TCondition none) => (Quantifier.None, none, true),
            ("all", TCondition all) => (Quantifier.All, all, true),
            _ => throw Comparison.NoCondition(field.Key),
        })];
}
