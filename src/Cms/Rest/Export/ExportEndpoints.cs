using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Hosting;
using Cms.Rest.Posts;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Export;

internal static class ExportEndpoints
{
    private static readonly QueryParameter Body = PostParameters.Body with { Default = "markdown" };

    public static void MapExport(this IEndpointRouteBuilder routes) =>
        routes.MapChoice("/export", ExportPosts, [.. PostFilterParameters.All, Body])
            .WithName(nameof(ExportPosts))
            .WithTags("Posts")
            .Produces<ExportedPostResponse>(StatusCodes.Status200OK, MediaTypes.NdJson)
            .Produces<Problem>(StatusCodes.Status406NotAcceptable, Problem.ContentType);

    /// <summary>Streams every published post, a line of JSON for each.</summary>
    /// <remarks>
    /// The posts are as they are at one moment, the newest first, and each line is shaped as in a list of posts, with the paths that a post had before where there are any. All filters have to hold. An answer that was
    /// cut off has no end: over HTTP/1.1 its last chunk is missing, over HTTP/2 its stream is reset.
    /// </remarks>
    internal static IResult ExportPosts(HttpContext context, PostSnapshots snapshots, PostAnswers answers, ExportPlaces places, IOptions<TimeZoneOptions> zone)
    {
        AcceptHeader.Choose(context.Request, [MediaTypes.NdJson]);
        var query = context.ReadQuery();
        var filter = PostFilterParameters.Read(query, zone.Value.Zone);
        var body = PostParameters.ReadBody(query, BodyFormat.Markdown);
        query.Done();
        return new ExportAnswer(snapshots, answers, places, filter, body);
    }
}
