using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>A condition on one tag, category, author or keyword.</summary>
internal sealed record TermCondition(TermMatch Match, Comparison Comparison)
{
    public PostFilter For(Taxonomy taxonomy, Quantifier quantifier) =>
        new PostFilter.Terms(taxonomy, quantifier, Match, Comparison.Operator, Comparison.ValuesOf<string>());

    /// <summary>The condition on terms themselves.</summary>
    public PostFilter.Terms On(Taxonomy taxonomy) => new(taxonomy, Quantifier.Some, Match, Comparison.Operator, Comparison.ValuesOf<string>());

    /// <summary>Reads an input that compares slugs and names.</summary>
    public static IReadOnlyList<TermCondition> ReadAll(IDictionary<string, object?> value)
    {
        var conditions = value.SelectMany(field => ((IReadOnlyList<Comparison>?)field.Value ?? [])
            .Select(comparison => new TermCondition(field.Key == "slug" ? TermMatch.Slug : TermMatch.Name, comparison))).ToList();
        return conditions.Exists(condition => condition.Comparison.Values.Contains(null))
            ? throw Comparison.Refusal("A slug and a name are never null. Use 'any: false' for posts without one.")
            : conditions;
    }
}

/// <summary>Which tags a list holds.</summary>
internal sealed class TagFilterInput : InputObjectGraphType<IReadOnlyList<TermCondition>>
{
    public TagFilterInput()
    {
        Name = "TagFilterInput";
        Description = "A condition on a tag; all that is given has to hold.";
        Field<StringOperationFilterInput>("slug").Description("Compares its slug.");
        Field<StringOperationFilterInput>("name").Description("Compares its name.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => TermCondition.ReadAll(value);
}

internal sealed class TermFilterInput : InputObjectGraphType<TermCondition>
{
    public TermFilterInput()
    {
        Name = "TermFilterInput";
        Description = "A condition on a tag, category, author or keyword: exactly one operator, on its slug or its name.";
        Field<StringOperationFilterInput>("slug").Description("Compares its slug.");
        Field<StringOperationFilterInput>("name").Description("Compares its name.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => TermCondition.ReadAll(value) switch
    {
        [var one] => one,
        var several => throw Comparison.Refusal($"A condition on a tag, category, author or keyword takes exactly one operator, and this one has {several.Count}. Combine conditions with 'and'."),
    };
}

internal sealed class TermListFilterInput : InputObjectGraphType<IReadOnlyList<Func<Taxonomy, PostFilter>>>
{
    public TermListFilterInput()
    {
        Name = "TermListFilterInput";
        Description = "A condition on all tags, categories, authors or keywords of a post.";
        Field<TermFilterInput>("some").Description("At least one of them is like this.");
        Field<TermFilterInput>("none").Description("None of them is like this.");
        Field<TermFilterInput>("all").Description("Each of them is like this. Holds for a post without any.");
        Field<BooleanGraphType>("any").Description("Whether there are any at all.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) =>
        value.Select(field => (field.Key, field.Value) switch
        {
            ("any", bool any) => taxonomy => new PostFilter.AnyTerms(taxonomy, any),
            ("some", TermCondition some) => (Func<Taxonomy, PostFilter>)(taxonomy => some.For(taxonomy, Quantifier.Some)),
            ("none", TermCondition none) => taxonomy => none.For(taxonomy, Quantifier.None),
            ("all", TermCondition all) => taxonomy => all.For(taxonomy, Quantifier.All),
            _ => throw Comparison.Refusal($"'{field.Key}' cannot be null. Leave it out, or give it a condition."),
        }).ToList();
}
