using System.Globalization;
using Cms.GraphQL.Fields;
using GraphQL.Types;
using GraphQL.Utilities;

namespace Cms.GraphQL.Limits;

/// <summary>Adds to the description of each field what <see cref="OperationCost"/> counts for it, where that is more than 1 for an object.</summary>
internal sealed class CostDescriptions : BaseSchemaNodeVisitor
{
    public override void VisitObject(IObjectGraphType type, ISchema schema)
    {
        if (type == schema.Query)
        {
            type.Description += " An operation costs 1 for each object that it asks for, and more where a field says so; an operation that costs too much is refused. "
                + "With `\"extensions\": { \"cost\": true }` in the request, the answer tells the price.";
        }
    }

    public override void VisitObjectFieldDefinition(FieldType field, IObjectGraphType type, ISchema schema)
    {
        var cost = field.GetMetadata<int?>(FieldDefinitions.Cost);
        var price = cost > 1 ? string.Create(CultureInfo.InvariantCulture, $" Costs {cost}.") : "";
        field.Description += price + (FactorOf(field) is { } factor ? $" What is asked of it counts {factor}." : "");
    }

    private static string? FactorOf(FieldType field)
    {
        if (field.Arguments?.Find("first") is not null)
        {
            return "as often as the page has places";
        }

        if (field.GetMetadata<string?>(FieldDefinitions.SizeArgument) is { } list)
        {
            return $"for each of `{list}`";
        }

        var size = OperationCost.AssumedSizeOf(field);
        return size > 1 ? string.Create(CultureInfo.InvariantCulture, $"{size} times") : null;
    }
}
