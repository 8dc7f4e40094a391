using Cms.Access;
using Cms.Answers;
using Cms.Rendering;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Render;

internal static class RenderEndpoints
{
    public static void MapRender(this IEndpointRouteBuilder routes) =>
        routes.MapPost("/render", RenderMarkdown)
            .WithTags("Rendering")
            .WithName(nameof(RenderMarkdown))
            .WithMetadata(new QueryParameters([]), new RendersText())
            .TakesBody<RenderRequest>(MediaTypes.Json, MediaTypes.Markdown)
            .Produces<RenderResponse>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status422UnprocessableEntity, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status429TooManyRequests, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status503ServiceUnavailable, Problem.ContentType);

    /// <summary>Renders Markdown, with or without front matter, and stores nothing.</summary>
    /// <remarks>Takes JSON with the text as <c>markdown</c>, or the text itself as <c>text/markdown</c>; 2 MiB at most.</remarks>
    internal static async Task<IResult> RenderMarkdown(HttpContext context, BoundedRendering rendering, CancellationToken ct)
    {
        context.ReadQuery().Done();
        AcceptHeader.Choose(context.Request, [MediaTypes.Json]);
        var markdown = await RenderBody.ReadAsync(context.Request, ct);
        return new UncachedAnswer(Json.Write(RenderResponse.From(await rendering.RenderAsync(markdown, ct))), Json.ContentType);
    }
}
