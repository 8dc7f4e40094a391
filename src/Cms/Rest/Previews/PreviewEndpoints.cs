using Cms.Answers;
using Cms.Content;
using Cms.Content.Drafts;
using Cms.Content.Previews;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Previews;

/// <summary>What whoever holds a preview link sees.</summary>
internal static class PreviewEndpoints
{
    private static readonly QueryParameter Body = PostParameters.Body with { Default = "markdown" };

    public static void MapPreviews(this IEndpointRouteBuilder routes)
    {
        routes.MapPreviewLinks();

        // The link is the key; one that does not count would only be in the way.
        routes.MapMethods(PreviewAddress.Path[RestApi.Base.Length..] + "/{token}", [HttpMethods.Get, HttpMethods.Head], ShowPreview)
            .WithName(nameof(ShowPreview))
            .WithTags("Previews")
            .AllowAnonymous()
            .WithMetadata(new QueryParameters([Body]))
            .Produces<WorkingCopyResponse>()
            .AddOpenApiOperationTransformer(SinglePostEndpoints.DescribeForms)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType)
            .Produces<Problem>(StatusCodes.Status406NotAcceptable, Problem.ContentType);
    }

    /// <summary>Shows the working copy that a preview link leads to.</summary>
    /// <remarks>The ending or the <c>Accept</c> header chooses the form, as for a post. Fields that readers never get are left out.</remarks>
    /// <param name="token">What the link ends in, with or without an ending.</param>
    internal static async Task<IResult> ShowPreview(
        string token, HttpContext context, PreviewLinks links, WorkingCopies copies, PostForms forms, PostResponses responses, CancellationToken ct)
    {
        // A refusal, too, tells no other site by which link it was asked.
        var headers = context.Response.Headers;
        headers["X-Robots-Tag"] = "noindex";
        headers["Referrer-Policy"] = "no-referrer";
        var query = context.ReadQuery();
        var body = PostParameters.ReadBody(query, BodyFormat.Markdown);
        query.Done();
        var (name, ending) = PostForms.SplitEnding(token);
        var form = ending is null ? PostForms.Choose(context.Request) : PostForms.OfEnding(ending);
        var copy = await copies.FindByIdAsync(await links.FollowAsync(name, ct), ct) ?? throw new ContentException(new ContentError.PreviewLinkNotFound());
        if (form == MediaTypes.Json)
        {
            return new PreviewAnswer(Json.Write(responses.PreviewOf(copy, body, ct)), Json.ContentType);
        }

        var answer = await forms.AnswerAsync(copy.Shown, form, body, ct, copy.Post);
        foreach (var (header, value) in answer.Headers)
        {
            headers[header] = value;
        }

        return new PreviewAnswer(answer.Content, answer.ContentType);
    }

    /// <summary>An answer that no cache keeps: the link may end at any moment.</summary>
    private sealed record PreviewAnswer(ReadOnlyMemory<byte> Content, string ContentType) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            var response = httpContext.Response;
            response.Headers.CacheControl = "private, no-store";
            response.ContentType = ContentType;
            response.ContentLength = Content.Length;
            return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(Content, httpContext.RequestAborted).AsTask();
        }
    }
}
