using Cms.Access;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Posts;
using Cms.Content.Previews;
using Cms.Hosting;
using Cms.Rest.Posts;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Previews;

/// <summary>Makes, lists and ends the preview links of a post.</summary>
internal static class PreviewLinkEndpoints
{
    private const int MaximumBytes = 10_000;

    public static void MapPreviewLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/posts/{id:guid}/preview-links").WithTags("Previews").RequireAuthorization(Scopes.Preview);

        links.MapGet("/", ListPreviewLinks).WithName(nameof(ListPreviewLinks))
            .WithMetadata(new QueryParameters([]))
            .Produces<PreviewLinkPageResponse>()
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
        links.MapWrite("/", CreatePreviewLink).WithName(nameof(CreatePreviewLink))
            .TakesBody<CreatePreviewLinkRequest>(MediaTypes.Json)
            .Produces<PreviewLinkResponse>(StatusCodes.Status201Created)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
        links.MapDelete("/{linkId}", DeletePreviewLink).WithName(nameof(DeletePreviewLink))
            .WithMetadata(new QueryParameters([]))
            .Produces(StatusCodes.Status204NoContent)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    /// <summary>Lists the preview links of a post that count, the oldest first.</summary>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> ListPreviewLinks(Guid id, HttpContext context, PreviewLinks links, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var items = (await links.ListAsync(id, ct)).Select(link => PreviewLinkResponse.From(link, context.Request));
        return new UncachedAnswer(Json.Write(new PreviewLinkPageResponse([.. items], new PageResponse(PreviewLinks.MostOfPost, Next: null, Previous: null))), Json.ContentType);
    }

    /// <summary>Makes a link that shows the post's working copy to whoever holds it.</summary>
    /// <remarks>
    /// It shows the newest revision at the time of asking, and that one post alone, until <c>expiresAt</c> or <c>expiresIn</c> seconds from now, or until it is
    /// deleted. Without a body it lasts for as long as <c>Cms:Preview:Lifetime</c> says.
    /// </remarks>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> CreatePreviewLink(
        Guid id, HttpContext context, PreviewLinks links, PostWriting writing, IOptions<PreviewOptions> options, TimeProvider clock, CancellationToken ct)
    {
        var (bytes, expiresAt, expiresIn) = await ReadAsync(context.Request, ct);
        return await writing.RunAsync(
            context,
            bytes,
            async edits =>
            {
                var link = await links.CreateAsync(edits, id, options.Value.ExpiryOf(expiresAt, expiresIn, clock.GetUtcNow()), ct);
                return new KeptAnswer(StatusCodes.Status201Created, Json.ContentType, Json.Write(PreviewLinkResponse.From(link, context.Request)), id);
            },
            ct);
    }

    /// <summary>Ends a preview link at once.</summary>
    /// <param name="id">The post's id.</param>
    /// <param name="linkId">The link's id.</param>
    internal static async Task<IResult> DeletePreviewLink(Guid id, string linkId, HttpContext context, PreviewLinks links, PostWriter writer, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var link = Guid.TryParseExact(linkId, "D", out var known) ? known : throw new ContentException(new ContentError.PreviewLinkNotFound());
        return await writer.WriteAsync<IResult>(
            context.Actor(),
            async edits =>
            {
                await links.DeleteAsync(edits, id, link, ct);
                return TypedResults.NoContent();
            },
            ct);
    }

    private static async Task<(byte[] Bytes, DateTimeOffset? ExpiresAt, int? ExpiresIn)> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentType is null && request.ContentLength is null or 0)
        {
            return ([], null, null);
        }

        var body = await RequestBody.ReadAsync(request, [MediaTypes.Json], MaximumBytes, ct);
        var members = new JsonMembers(body.ReadObject(), ["expiresAt", "expiresIn"]);
        var (expiresAt, expiresIn) = (members.Time("expiresAt"), members.Integer("expiresIn"));
        members.Done();
        return (body.Bytes, expiresAt, expiresIn);
    }
}
