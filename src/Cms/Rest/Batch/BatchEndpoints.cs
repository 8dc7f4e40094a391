using Cms.Access;
using Cms.Answers;
using Cms.Content.Posts;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Batch;

/// <summary>Many changes of posts in one transaction.</summary>
internal static class BatchEndpoints
{
    private const long MaximumBytes = 30_000_000;

    public static void MapBatch(this IEndpointRouteBuilder routes) =>
        routes.MapWrite("/batch", RunBatch)
            .WithTags("Posts")
            .WithName(nameof(RunBatch))
            .TakesBody<BatchRequest>(MediaTypes.Json)
            .Produces<BatchResponse>()
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status412PreconditionFailed, Problem.ContentType);

    /// <summary>Makes many changes of posts, all or none.</summary>
    /// <remarks>
    /// Up to 1,000 operations, in their order; a later one may speak of a post that an earlier one makes, by an id of the caller's. A refusal names its
    /// operation as <c>index</c>, counted from 0. Each operation takes the scope that its own route takes.
    /// </remarks>
    internal static async Task<IResult> RunBatch(HttpContext context, PostWriting writing, CancellationToken ct)
    {
        if (context.Caller() is null)
        {
            AccessRefusals.Require(context, Scopes.Write);
        }

        var body = await RequestBody.ReadAsync(context.Request, [MediaTypes.Json], MaximumBytes, ct);
        var operations = BatchBody.Read(body.ReadObject(), context);
        return await writing.RunAsync(
            context,
            body.Bytes,
            async edits =>
            {
                var posts = await PostBatch.RunAsync(edits, operations, ct);
                var results = posts.Select(post => new BatchResult(post.Id, post.Revision, post.Status, post.Slug, post.Path));
                return new KeptAnswer(StatusCodes.Status200OK, Json.ContentType, Json.Write(new BatchResponse([.. results])));
            },
            ct);
    }
}

/// <param name="Operations">At most 1,000.</param>
internal sealed record BatchRequest(IReadOnlyList<BatchOperationRequest> Operations);

/// <summary>One change.</summary>
/// <param name="Op">One of <c>create</c>, <c>replace</c>, <c>update</c> (a merge patch), <c>publish</c>, <c>schedule</c>, <c>unpublish</c>, <c>archive</c>, <c>trash</c>, <c>restore</c>, <c>restoreRevision</c>.</param>
/// <param name="Id">The post's; for all but <c>create</c>.</param>
/// <param name="Revision">The one that the change goes by, as a number, or <c>"*"</c> for any.</param>
/// <param name="Post">What the post is to say; for <c>create</c>, <c>replace</c> and <c>update</c>.</param>
/// <param name="PublishAt">For <c>schedule</c>.</param>
/// <param name="UnpublishAt">For <c>schedule</c>.</param>
/// <param name="Number">The revision to go back to; for <c>restoreRevision</c>.</param>
internal sealed record BatchOperationRequest(
    string Op, Guid? Id, System.Text.Json.Nodes.JsonNode? Revision, PostRequest? Post, DateTimeOffset? PublishAt, DateTimeOffset? UnpublishAt, int? Number);

/// <param name="Results">One for each operation, in order.</param>
internal sealed record BatchResponse(IReadOnlyList<BatchResult> Results);

/// <summary>A post after its operation.</summary>
internal sealed record BatchResult(Guid Id, int Revision, PostStatus Status, string Slug, string Path);
