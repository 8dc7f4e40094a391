using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>What is asked of one tag, category, author or keyword.</summary>
internal sealed record TermCondition(IReadOnlyList<TermTest> Tests);

internal sealed class TermFilterInput : InputObjectGraphType<TermCondition>
{
    public TermFilterInput()
    {
        Name = "TermFilterInput";
        Description = "A condition on a tag, category, author or keyword. Its fields hold together, for one and the same.";
        Field<StringOperationFilterInput>("slug").Description("Compares its slug.");
        Field<StringOperationFilterInput>("name").Description("Compares its name.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var tests = value.SelectMany(field => Comparison.Of(field).Select(comparison => new TermTest(
            field.Key == "slug" ? TermMatch.Slug : TermMatch.Name, comparison.Operator, comparison.ValuesOf<string>()))).ToList();
        return tests.Count == 0 ? throw Comparison.Refusal("A condition on a tag, category, author or keyword needs an operator. Use 'any: true' for posts with any.")
            : tests.Exists(test => test.Values.Contains(null)) ? throw Comparison.Refusal("A slug and a name are never null. Use 'any: false' for posts without one.")
            : new TermCondition(tests);
    }
}

internal sealed class TermListFilterInput() : ListFilterInput<TermFilterInput, TermCondition>(
    "TermListFilterInput", "A condition on all tags, categories, authors or keywords of a post.")
{
    public override object ParseDictionary(IDictionary<string, object?> value) => ReadAll(value)
        .ConvertAll(part => (Func<Taxonomy, PostFilter>)(taxonomy => part.Condition is { } condition
            ? new PostFilter.Terms(taxonomy, part.Quantifier, condition.Tests)
            : new PostFilter.AnyTerms(taxonomy, part.Any)));
}
