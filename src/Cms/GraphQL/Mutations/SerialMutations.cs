using GraphQL.Execution;
using ExecutionContext = GraphQL.Execution.ExecutionContext;

namespace Cms.GraphQL.Mutations;

/// <summary>
/// Executes the root fields of a mutation one after the other, each with all that is selected below it (GraphQL specification, section 6.2.2). The
/// engine's own serial strategy leaves what loaders read to the end, and so would show what later mutations have done.
/// </summary>
internal sealed class SerialMutations : ParallelExecutionStrategy
{
    public override async Task ExecuteNodeTreeAsync(ExecutionContext context, ExecutionNode rootNode)
    {
        foreach (var field in ((RootExecutionNode)rootNode).SubFields!)
        {
            await base.ExecuteNodeTreeAsync(context, field);
        }
    }
}
