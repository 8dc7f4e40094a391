using System.Text.Json.Nodes;
using Cms.Access;
using Cms.Answers;
using Cms.Content.Drafts;
using Cms.Content.History;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>What a post said before, for those who may preview.</summary>
internal static class PostHistoryEndpoints
{
    private static readonly QueryParameter Limit = new("limit", "How many revisions at most.") { Kind = ValueKind.Integer, Maximum = 100, Default = "20" };
    private static readonly QueryParameter After = new("after", "A cursor from page.next of an answer for the same post: the page goes on behind it.");

    public static void MapPostHistory(this IEndpointRouteBuilder posts)
    {
        posts.MapHistory<RevisionPageResponse>("/{id:guid}/revisions", ListRevisions, Limit, After).WithName(nameof(ListRevisions));
        posts.MapHistory<WorkingCopyResponse>("/{id:guid}/revisions/{number:int}", GetRevision).WithName(nameof(GetRevision));
        posts.MapHistory<RevisionDiffResponse>("/{id:guid}/revisions/{number:int}/diff/{other:int}", CompareRevisions).WithName(nameof(CompareRevisions));
        posts.MapChange("POST", "/{id:guid}/revisions/{number:int}/restore", RestoreRevision).WithName(nameof(RestoreRevision)).RequireAuthorization(Scopes.Write);
    }

    /// <summary>Lists a post's revisions, the newest first.</summary>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> ListRevisions(Guid id, HttpContext context, PostHistory history, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var limit = query.Integer(Limit);
        query.Done();
        var page = await history.ListAsync(id, limit!.Value, query.Text(After), ct);
        var about = new PageResponse(limit.Value, page.Next, Previous: null);
        return WriterAnswer.Of(Json.Write(new RevisionPageResponse([.. page.Items.Select(RevisionResponse.From)], about)), Json.ContentType);
    }

    /// <summary>Returns a post as it was at one of its revisions.</summary>
    /// <param name="id">The post's id.</param>
    /// <param name="number">The revision's number.</param>
    internal static async Task<IResult> GetRevision(
        Guid id, int number, HttpContext context, PostHistory history, WorkingCopies copies, PostResponses responses, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var copy = await copies.ShowAsync(await history.FindAsync(id, number, ct), ct);
        return WriterAnswer.Of(Json.Write(responses.Of(copy, BodyFormat.Markdown, ct)), Json.ContentType);
    }

    /// <summary>Compares two revisions of a post.</summary>
    /// <param name="id">The post's id.</param>
    /// <param name="number">The revision to start from.</param>
    /// <param name="other">The revision to compare it with.</param>
    internal static async Task<IResult> CompareRevisions(Guid id, int number, int other, HttpContext context, PostHistory history, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var difference = RevisionDiff.Between(await history.FindAsync(id, number, ct), await history.FindAsync(id, other, ct));
        return WriterAnswer.Of(
            Json.Write(new RevisionDiffResponse([.. difference.Fields.Select(field => new FieldDifferenceResponse(field.Name, field.Before, field.After))], difference.Markdown)),
            Json.ContentType);
    }

    /// <summary>Has a post say again what an earlier revision said.</summary>
    /// <remarks>That is a new revision, and readers see it once it is published. An address that readers know stays.</remarks>
    /// <param name="id">The post's id.</param>
    /// <param name="number">The revision to go back to.</param>
    internal static Task<IResult> RestoreRevision(Guid id, int number, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        return writing.RunAsync(context, default, edits => edits.RestoreRevisionAsync(id, number, expected, ct), ct);
    }

    private static RouteHandlerBuilder MapHistory<T>(this IEndpointRouteBuilder posts, string pattern, Delegate handler, params IReadOnlyList<QueryParameter> parameters) =>
        posts.MapGet(pattern, handler)
            .WithMetadata(new QueryParameters(parameters))
            .RequireAuthorization(Scopes.Preview)
            .Produces<T>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status401Unauthorized, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status403Forbidden, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
}

/// <param name="Kind">What made it.</param>
/// <param name="By">The name of the key or person; null where the log does not know.</param>
internal sealed record RevisionResponse(int Revision, RevisionKind Kind, DateTimeOffset At, string? By)
{
    public static RevisionResponse From(Revision revision) => new(revision.Number, revision.Kind, revision.At, revision.By?.Name);
}

internal sealed record RevisionPageResponse(IReadOnlyList<RevisionResponse> Items, PageResponse Page);

/// <param name="Markdown">A unified diff of the text; empty where it is the same.</param>
internal sealed record RevisionDiffResponse(IReadOnlyList<FieldDifferenceResponse> Fields, string Markdown);

/// <param name="Name">As in the post's JSON; <c>fields.NAME</c> for a field of its front matter.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
internal sealed record FieldDifferenceResponse(string Name, JsonNode? Before, JsonNode? After);
