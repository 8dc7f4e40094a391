using System.Globalization;
using Cms.Access;
using Cms.Answers;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Sources;

internal static class SourceEndpoints
{
    private const int MaximumBytes = 2_000_000;

    private static readonly QueryParameter Limit = new("limit", "How many at most.") { Kind = ValueKind.Integer, Maximum = 100, Default = "20" };
    private static readonly QueryParameter After = new("after", "The cursor from page.next of the page before.");

    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var sources = routes.MapGroup("/sources").WithTags("Sources").RequireAuthorization(Scopes.Admin);

        sources.MapGet("/", ListSources).WithName(nameof(ListSources))
            .WithMetadata(new QueryParameters([Limit, After]))
            .Produces<SourcePageResponse>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);
        sources.MapGet("/{source}", GetSource).WithName(nameof(GetSource))
            .WithMetadata(new QueryParameters([]))
            .Produces<SourceResponse>()
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
        sources.MapChange("PATCH", "/{source}", ChangeSource).WithName(nameof(ChangeSource))
            .TakesBody<ChangeSourceRequest>(PostBody.MergePatch, MediaTypes.Json)
            .Produces<SourceResponse>();
    }

    /// <summary>Lists what was imported together, by name.</summary>
    internal static async Task<IResult> ListSources(HttpContext context, StoredSources sources, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var limit = query.Integer(Limit) ?? 0;
        query.Done();
        var page = await sources.ListAsync(limit, query.Text(After), ct);
        return new UncachedAnswer(
            Json.Write(new SourcePageResponse([.. page.Items.Select(SourceResponse.From)], new PageResponse(limit, page.Next, Previous: null))), Json.ContentType);
    }

    /// <summary>Returns one source with its configuration.</summary>
    /// <param name="source">The source's name or id. A name with a slash in it is no part of an address: such a source goes by its id.</param>
    internal static async Task<IResult> GetSource(string source, HttpContext context, StoredSources sources, CancellationToken ct)
    {
        context.ReadQuery().Done();
        return AnswerOf(await sources.FindAsync(source, ct));
    }

    /// <summary>Changes a source's configuration: its posts are rendered by it from then on. Their addresses stay, unless <c>movePaths</c> asks for those that the configuration and the prefix give them.</summary>
    /// <remarks>
    /// All is one transaction, which excerpts, word counts, links and the search index follow; old addresses lead to the new ones. It takes
    /// about a second for a thousand posts, and two where all of them move, in which readers see the posts as they were and other writers wait. An import of
    /// the source's folder reads that folder's own configuration again.
    /// </remarks>
    /// <param name="source">The source's name or id. A name with a slash in it is no part of an address: such a source goes by its id.</param>
    internal static async Task<IResult> ChangeSource(string source, HttpContext context, StoredSources sources, SourceWriter writer, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        var body = await RequestBody.ReadAsync(context.Request, [PostBody.MergePatch, MediaTypes.Json], MaximumBytes, ct);
        var members = new JsonMembers(body.ReadObject(), ["configuration", "prefix", "movePaths"]);
        var change = new SourceChange { Configuration = Text(members, "configuration"), Prefix = Text(members, "prefix"), MovesPaths = members.Boolean("movePaths") ?? false };
        members.Done();
        var known = await sources.FindAsync(source, ct);
        var changed = await writer.ReviseAsync(known.Source.Id, expected, change, context.Actor(), ct);
        return AnswerOf(await sources.FindAsync(known.Source.Id.ToString(), ct), SourceMovesResponse.From(changed.Moves));
    }

    private static string? Text(JsonMembers members, string name)
    {
        if (members.IsNull(name))
        {
            members.Refuse(name, "It is a text. Send an empty one for none.");
        }

        return members.Text(name);
    }

    private static WriterAnswer AnswerOf(StoredSource source, SourceMovesResponse? moves = null) => new(new KeptAnswer(
        StatusCodes.Status200OK,
        Json.ContentType,
        Json.Write(SourceResponse.InFull(source) with { Moves = moves }),
        ETag: string.Create(CultureInfo.InvariantCulture, $"\"{source.Source.Revision}\"")));
}
