using Cms.Content.Delivery;
using GraphQL.Execution;

namespace Cms.GraphQL.Limits;

/// <summary>Has operations that cost much wait for a place among the expensive queries before anything is read for them.</summary>
internal sealed class ExpensiveOperations(ExpensiveQueries queries) : DocumentExecutionListenerBase
{
    private const long Expensive = 1000;

    public override async Task BeforeExecutionAsync(IExecutionContext context)
    {
        var operation = (OperationContext)context.UserContext;
        if (operation.Cost > Expensive)
        {
            operation.Place = await queries.EnterAsync(context.CancellationToken);
        }
    }
}
