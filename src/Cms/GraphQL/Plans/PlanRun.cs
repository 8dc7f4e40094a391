using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using EngineContext = GraphQL.Execution.ExecutionContext;

namespace Cms.GraphQL.Plans;

/// <summary>One execution of a plan: what its fields share, with the variables put in.</summary>
internal sealed class PlanRun(EngineContext context)
{
    public OperationContext Operation { get; } = (OperationContext)context.UserContext;

    public CancellationToken Ct { get; } = context.CancellationToken;

    /// <summary>A root field as its resolver sees it.</summary>
    public ResolveFieldContext ContextOf(GraphQLField field) => new()
    {
        FieldAst = field,
        FieldDefinition = context.Schema.Query.Fields.Find(field.Name.Value)!,
        ParentType = context.Schema.Query,
        Arguments = ArgumentsOf(field),
        UserContext = context.UserContext,
        Schema = context.Schema,
        Document = context.Document,
        Operation = context.Operation,
        Variables = context.Variables,
        CancellationToken = context.CancellationToken,
        Metrics = context.Metrics,
        Errors = [],
        Path = [],
        ResponsePath = [],
        ArrayPool = context,
        ExecutionContext = context,
    };

    /// <summary>The value of a field's argument; null where it has none.</summary>
    public object? Argument(GraphQLField field, string name) =>
        ArgumentsOf(field) is { } arguments && arguments.TryGetValue(name, out var argument) ? argument.Value : null;

    private IDictionary<string, ArgumentValue>? ArgumentsOf(GraphQLField field) =>
        context.ArgumentValues is { } values && values.TryGetValue(field, out var arguments) ? arguments : null;
}
