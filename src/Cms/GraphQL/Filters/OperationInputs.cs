using Cms.GraphQL.Fields;
using Cms.GraphQL.Links;
using Cms.GraphQL.Posts;
using GraphQL.Types;

namespace Cms.GraphQL.Filters;

/// <summary>Comparisons of one kind of value; several in one input hold together.</summary>
internal abstract class OperationInput<TValue> : InputObjectGraphType<IReadOnlyList<Comparison>>
    where TValue : IGraphType
{
    private readonly bool nullable;

    protected OperationInput(string name, string description, bool nullable, bool ordered, bool textual)
    {
        Name = name;
        Description = description;
        this.nullable = nullable;
        Field<TValue>("eq").Description(nullable ? "Equal to it; null for a missing value." : "Equal to it.");
        Field<TValue>("neq").Description(nullable ? "Other than it; a missing value is other than any text." : "Other than it.");
        if (nullable)
        {
            Field<ListGraphType<TValue>>("in").Description("One of these; null among them stands for a missing value.");
            Field<ListGraphType<TValue>>("nin").Description("None of these.");
        }
        else
        {
            Field<ListGraphType<NonNullGraphType<TValue>>>("in").Description("One of these.");
            Field<ListGraphType<NonNullGraphType<TValue>>>("nin").Description("None of these.");
        }

        if (ordered)
        {
            Field<TValue>("gt").Description("Greater than it, or later.");
            Field<TValue>("gte").Description("Greater or equal, or not earlier.");
            Field<TValue>("lt").Description("Less than it, or earlier.");
            Field<TValue>("lte").Description("Less or equal, or not later.");
        }

        if (textual)
        {
            Field<TValue>("contains").Description("Has it somewhere, taken literally: `%` is a per cent sign.");
            Field<TValue>("startsWith").Description("Begins with it, taken literally.");
        }
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => Comparison.ReadAll(value, nullable);
}

internal sealed class StringOperationFilterInput()
    : OperationInput<StringGraphType>("StringOperationFilterInput", "Compares a text.", nullable: true, ordered: false, textual: true);

internal sealed class DateTimeOperationFilterInput()
    : OperationInput<DateTimeType>("DateTimeOperationFilterInput", "Compares a moment.", nullable: false, ordered: true, textual: false);

internal sealed class IntOperationFilterInput()
    : OperationInput<IntGraphType>("IntOperationFilterInput", "Compares a number.", nullable: false, ordered: true, textual: false);

internal sealed class FloatOperationFilterInput()
    : OperationInput<FloatGraphType>("FloatOperationFilterInput", "Compares a number.", nullable: false, ordered: true, textual: false);

internal sealed class LinkPlaceOperationFilterInput()
    : OperationInput<LinkPlaceType>("LinkPlaceOperationFilterInput", "Compares a place.", nullable: false, ordered: false, textual: false);

internal sealed class PostStatusOperationFilterInput()
    : OperationInput<PostStatusType>("PostStatusOperationFilterInput", "Compares a status.", nullable: false, ordered: false, textual: false);

internal sealed class BooleanOperationFilterInput : InputObjectGraphType<IReadOnlyList<Comparison>>
{
    public BooleanOperationFilterInput()
    {
        Name = "BooleanOperationFilterInput";
        Description = "Compares a truth.";
        Field<BooleanGraphType>("eq").Description("Equal to it.");
        Field<BooleanGraphType>("neq").Description("Other than it.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => Comparison.ReadAll(value, nullable: false);
}

internal sealed class IdOperationFilterInput : InputObjectGraphType<IReadOnlyList<Comparison>>
{
    public IdOperationFilterInput()
    {
        Name = "IdOperationFilterInput";
        Description = "Compares an id.";
        Field<IdGraphType>("eq").Description("This object.");
        Field<IdGraphType>("neq").Description("Another object.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("in").Description("One of these objects.");
        Field<ListGraphType<NonNullGraphType<IdGraphType>>>("nin").Description("None of these objects.");
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => Comparison.ReadAll(value, nullable: false);
}
