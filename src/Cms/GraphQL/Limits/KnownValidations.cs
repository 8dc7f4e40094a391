using System.Runtime.CompilerServices;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Cms.GraphQL.Limits;

/// <summary>
/// Remembers that a query without variables is valid: the rules look at the document, the schema and the settings, and find the same each time. A
/// mutation is judged anew, because who may do it depends on who asks. What the query costs is remembered with it.
/// </summary>
internal sealed class KnownValidations : IDocumentValidator
{
    private readonly DocumentValidator validator = new();

    // Each goes with its document.
    private readonly ConditionalWeakTable<GraphQLOperationDefinition, Known> known = [];

    public Task<IValidationResult> ValidateAsync(in ValidationOptions options) =>
        options.Operation is not { Operation: OperationType.Query, Variables: null or { Count: 0 } } ? validator.ValidateAsync(options)
        : known.TryGetValue(options.Operation, out var valid) ? Task.FromResult(valid.For((OperationContext)options.UserContext))
        : ValidateAsync(options, options.Operation, (OperationContext)options.UserContext);

    private async Task<IValidationResult> ValidateAsync(ValidationOptions options, GraphQLOperationDefinition query, OperationContext operation)
    {
        var result = await validator.ValidateAsync(options);
        if (result.IsValid)
        {
            known.AddOrUpdate(query, new Known(result, operation.Cost));
        }

        return result;
    }

    private sealed record Known(IValidationResult Result, long? Cost)
    {
        public IValidationResult For(OperationContext operation)
        {
            operation.Cost = Cost;
            return Result;
        }
    }
}
