using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>What is asked of one tag, category, author or keyword.</summary>
internal sealed record TermCondition(IReadOnlyList<TermTest> Tests)
{
    /// <summary>Reads an input that compares slugs and names.</summary>
    public static TermCondition Read(IDictionary<string, object?> value) =>
        new([.. value.SelectMany(field => Comparison.Of(field).Select(comparison => TestOf(field.Key, comparison)))]);

    /// <summary>A comparison of a slug or a name.</summary>
    public static TermTest TestOf(string name, Comparison comparison) => comparison.Values.Contains(null)
        ? throw Comparison.Refusal("A slug and a name are never null.")
        : new TermTest(name == "slug" ? TermMatch.Slug : TermMatch.Name, comparison.Operator, comparison.ValuesOf<string>());
}

internal sealed class TermFilterInput : InputObjectGraphType<TermCondition>
{
    public TermFilterInput()
    {
        Name = "TermFilterInput";
        Description = "A condition on a tag, category, author or keyword. Its fields hold together, for one and the same.";
        Field<StringOperationFilterInput>("slug").Description("Compares its slug.");
        Field<StringOperationFilterInput>("name").Description("Compares its name.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => TermCondition.Read(value) is { Tests.Count: > 0 } condition
        ? condition
        : throw Comparison.Refusal("A condition on a tag, category, author or keyword needs an operator. Use 'any: true' for posts with any.");
}

internal sealed class TermListFilterInput() : ListFilterInput<TermFilterInput, TermCondition>(
    "TermListFilterInput", "A condition on all tags, categories, authors or keywords of a post.")
{
    public override object ParseDictionary(IDictionary<string, object?> value) => ReadAll(value)
        .ConvertAll(part => (Func<Taxonomy, PostFilter>)(taxonomy => part.Condition is { } condition
            ? new PostFilter.Terms(taxonomy, part.Quantifier, condition.Tests)
            : new PostFilter.AnyTerms(taxonomy, part.Any)));
}
