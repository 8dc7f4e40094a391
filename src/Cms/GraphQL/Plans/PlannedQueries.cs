using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using GraphQL;
using GraphQL.Execution;
using GraphQLParser.AST;
using EngineContext = GraphQL.Execution.ExecutionContext;

namespace Cms.GraphQL.Plans;

/// <summary>Answers a query by its plan where it has one, and by the engine's own strategy where it has none or the plan meets anything but success.</summary>
internal sealed class PlannedQueries : ParallelExecutionStrategy
{
    // Of documents that are kept; each goes with its document.
    private readonly ConditionalWeakTable<GraphQLOperationDefinition, StrongBox<QueryPlan?>> plans = [];

    public override async Task<ExecutionResult> ExecuteAsync(EngineContext context)
    {
        var plan = plans.GetValue(context.Operation, operation => new(QueryPlan.Of(context.Document, operation))).Value;
        return plan is not null && await TryRunAsync(plan, context) is { } data
            ? new ExecutionResult { Executed = true, Data = new WrittenData(data), Query = context.Document.Source, Document = context.Document, Operation = context.Operation }
            : await base.ExecuteAsync(context);
    }

    private static async Task<ReadOnlyMemory<byte>?> TryRunAsync(QueryPlan plan, EngineContext context)
    {
        try
        {
            return await plan.RunAsync(new PlanRun(context));
        }
        catch (Exception) when (!context.CancellationToken.IsCancellationRequested)
        {
            // The engine meets the same, and says which field it belongs to.
            return null;
        }
    }
}

/// <summary>Data of an answer that is JSON already.</summary>
[JsonConverter(typeof(Converter))]
internal sealed record WrittenData(ReadOnlyMemory<byte> Json)
{
    private sealed class Converter : JsonConverter<WrittenData>
    {
        public override WrittenData Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, WrittenData value, JsonSerializerOptions options) => writer.WriteRawValue(value.Json.Span, skipInputValidation: true);
    }
}
