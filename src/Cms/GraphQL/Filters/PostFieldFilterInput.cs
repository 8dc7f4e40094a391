using Cms.Content.Delivery;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>What is asked of one field.</summary>
internal sealed record FieldCondition(IReadOnlyList<FieldTest> Tests);

internal sealed class PostFieldFilterInput : InputObjectGraphType<FieldCondition>
{
    public PostFieldFilterInput()
    {
        Name = "PostFieldFilterInput";
        Description = "A condition on a field: a front matter key without a property of its own. Its fields hold together, for one and the same. "
            + "A list counts as one field for each of its values; of a map the name alone is seen.";
        Field<StringOperationFilterInput>("name").Description("Compares the key, as it is written.");
        Field<StringOperationFilterInput>("text").Description("Compares what it says, numbers and truths as answers show them; null for a map, an empty list and null.");
        Field<FloatOperationFilterInput>("number").Description("Compares the number; a field that is none is other than any.");
        Field<BooleanOperationFilterInput>("boolean").Description("Compares the truth; a field that is none is other than either.");
        Field<DateTimeOperationFilterInput>("date").Description("Compares the date or moment of a text in ISO 8601, in UTC where it has no zone; a field that is none is other than any.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        var tests = value.SelectMany(field => Comparison.Of(field).Select(comparison => TestOf(field.Key, comparison))).ToList();
        return tests.Count > 0 ? new FieldCondition(tests) : throw Comparison.Refusal("A condition on a field needs an operator. Use 'any: true' for posts with any.");
    }

    private static FieldTest TestOf(string name, Comparison comparison) => name switch
    {
        "name" => comparison.Values.Contains(null)
            ? throw Comparison.Refusal("The name of a field is never null. Use 'any: false' for posts without one.")
            : new FieldTest.Name(comparison.Operator, comparison.ValuesOf<string>()),
        "text" => new FieldTest.Text(comparison.Operator, comparison.ValuesOf<string?>()),
        "number" => comparison.ValuesOf<double>() is var numbers && numbers.All(double.IsFinite)
            ? new FieldTest.Number(comparison.Operator, numbers)
            : throw Comparison.Refusal("A number of a field has at most 308 digits before its point."),
        "boolean" => new FieldTest.Boolean(comparison.Operator, comparison.ValuesOf<bool>()[0]),
        _ => new FieldTest.Date(comparison.Operator, comparison.ValuesOf<DateTimeOffset>()),
    };
}

internal sealed class PostFieldListFilterInput() : ListFilterInput<PostFieldFilterInput, FieldCondition>(
    "PostFieldListFilterInput", "A condition on all fields of a post that readers see.")
{
    public override object ParseDictionary(IDictionary<string, object?> value) => ReadAll(value)
        .ConvertAll(part => part.Condition is { } condition ? new PostFilter.Fields(part.Quantifier, condition.Tests) : (PostFilter)new PostFilter.AnyFields(part.Any));
}
