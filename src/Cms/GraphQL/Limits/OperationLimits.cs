using GraphQL.Validation;

namespace Cms.GraphQL.Limits;

/// <summary>Refuses operations that are too deep or cost too much, once their arguments are known.</summary>
internal sealed class OperationLimits(GraphQLOptions options) : ValidationRuleBase
{
    // The usual introspection query has one; the first that repeats itself has three.
    private const int MostSchemaLists = 2;

    public override ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        var arguments = context.ArgumentValues;
        var cost = OperationCost.Of(
            context.Document,
            context.Operation,
            context.Schema,
            (field, name) => arguments is not null && arguments.TryGetValue(field, out var values) && values.TryGetValue(name, out var value) ? value.Value : null);
        if (context.UserContext is OperationContext operation)
        {
            operation.Cost = cost.Cost;
        }

        if (cost.Depth > options.MaxDepth)
        {
            context.ReportError(Refusal("TOO_DEEP", $"The operation has fields {cost.Depth} deep, and {options.MaxDepth} is the most. Ask for less, or in several requests."));
        }
        else if (cost.SchemaLists > MostSchemaLists)
        {
            context.ReportError(Refusal("TOO_DEEP", $"The operation asks for lists of the schema more than {MostSchemaLists} deep."));
        }
        else if (cost.Cost > options.MaxCost)
        {
            context.ReportError(Refusal("TOO_EXPENSIVE", $"The operation costs {cost.Cost}, and {options.MaxCost} is the most: page sizes multiply down the tree. Ask for smaller pages, or in several requests."));
        }

        return default;
    }

    private static ValidationError Refusal(string code, string message) => new(message) { Code = code };
}
