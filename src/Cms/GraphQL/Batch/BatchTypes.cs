using System.Globalization;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Posts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Mutations;
using Cms.GraphQL.Posts;
using GraphQL.Types;

namespace Cms.GraphQL.Batch;

/// <summary>An operation of a batch and what it was given.</summary>
internal sealed record BatchedOperation(PostOperation Operation, object Input);

/// <summary>Exactly one of the mutations of posts, with the input that it takes.</summary>
internal sealed class BatchOperationInput : InputObjectGraphType<BatchedOperation>
{
    private readonly IReadOnlyList<PostOperation> operations;

    public BatchOperationInput(IReadOnlyList<PostOperation> operations)
    {
        this.operations = operations;
        Name = "BatchOperationInput";
        Description = "One change: exactly one of these, with the input of the mutation of that name.";
        IsOneOf = true;
        foreach (var operation in operations)
        {
            Field(operation.Name, operation.Input).Description($"As `{operation.Name}` takes it.");
        }
    }

    public override object ParseDictionary(IDictionary<string, object?> value) => value.Where(member => member.Value is not null).ToList() is [var (name, input)]
        ? new BatchedOperation(operations.First(operation => operation.Name == name), input!)
        : throw new ContentException(new ContentError.InvalidParameter("operations", $"An operation is exactly one of {string.Join(", ", operations.Select(operation => operation.Name))}."));
}

/// <summary>Many changes of posts.</summary>
internal sealed record PostBatchOrder(IReadOnlyList<BatchedOperation> Operations) : IJudgedInput
{
    /// <summary>Judges each, and says of the first that cannot be taken which it is.</summary>
    public void Check()
    {
        foreach (var (index, operation) in Operations.Index())
        {
            try
            {
                (operation.Input as IJudgedInput)?.Check();
            }
            catch (ContentException refused) when (refused.Error is not null)
            {
                throw new ContentException(new ContentError.InBatch(index, refused.Error));
            }
            catch (ProblemException refused)
            {
                throw new ProblemException(refused.Problem with { Detail = $"Operation {index}: {refused.Problem.Detail}", Index = index });
            }
        }
    }
}

internal sealed class BatchInput : InputObjectGraphType<PostBatchOrder>
{
    public BatchInput(BatchOperationInput operation) =>
        Field("operations", new NonNullGraphType(new ListGraphType(new NonNullGraphType(operation))))
            .Description(string.Create(CultureInfo.InvariantCulture, $"1 to {PostBatch.MaximumOperations} of them, in the order in which they are done. A later one may name a post that an earlier one makes, by an id of your own."));

    public override object ParseDictionary(IDictionary<string, object?> value)
    {
        List<BatchedOperation> operations = [.. ((IEnumerable<object?>)value["operations"]!).Cast<BatchedOperation>()];
        return operations.Count is > 0 and <= PostBatch.MaximumOperations
            ? new PostBatchOrder(operations)
            : throw new ContentException(new ContentError.InvalidParameter(
                "operations", string.Create(CultureInfo.InvariantCulture, $"A batch has 1 to {PostBatch.MaximumOperations} operations, and this one has {operations.Count}.")));
    }
}

/// <summary>A post after its operation.</summary>
internal sealed class BatchResultType : ObjectGraphType<Post>
{
    public BatchResultType()
    {
        Name = "BatchResult";
        Description = "A post as it was after its operation.";
        Field<NonNullGraphType<UuidType>>("uuid").Description("The post's.").Resolve(context => context.Source.Id);
        Field<NonNullGraphType<IntGraphType>>("revision").Description("The one that the operation made, or found where there was nothing to change.").Resolve(context => context.Source.Revision);
        Field<NonNullGraphType<PostStatusType>>("status").Description("Where it stood.").Resolve(context => context.Source.Status);
        Field<NonNullGraphType<StringGraphType>>("slug").Description("Its slug.").Resolve(context => context.Source.Slug);
        Field<NonNullGraphType<StringGraphType>>("path").Description("Its path.").Resolve(context => context.Source.Path);
    }
}
