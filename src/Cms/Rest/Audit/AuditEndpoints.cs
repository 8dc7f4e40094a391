using Cms.Access;
using Cms.Answers;
using Cms.Content.Access;
using Cms.Hosting;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Audit;

internal static class AuditEndpoints
{
    private static readonly QueryParameter By = new("by", "Only what was done by this one, exactly as rows name them.");
    private static readonly QueryParameter Action = new("action", "Only what was done like this (published).");
    private static readonly QueryParameter Kind = new("kind", "Only changes of this kind of thing (post).");
    private static readonly QueryParameter Id = new("id", "Only changes of the thing with this id.");
    private static readonly QueryParameter Since = new("since", "Only from this moment on (2014-06-09T18:00:22Z, or a date).") { Kind = ValueKind.Time };
    private static readonly QueryParameter Until = new("until", "Only before this moment.") { Kind = ValueKind.Time };
    private static readonly QueryParameter Limit = new("limit", "How many at most.") { Kind = ValueKind.Integer, Maximum = AuditLog.MaximumLimit, Default = "100" };
    private static readonly QueryParameter After = new("after", "The cursor from page.next of the page before.");

    public static void MapAudit(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/audit", ListAudit)
            .WithName(nameof(ListAudit))
            .WithTags("Audit")
            .RequireAuthorization(Scopes.Admin)
            .WithMetadata(new QueryParameters([By, Action, Kind, Id, Since, Until, Limit, After]))
            .Produces<AuditPageResponse>()
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);

    /// <summary>Lists who changed what, when, and from which address, the newest first. Failed sign-ins are there, too: one row for an address and minute, with their count.</summary>
    internal static async Task<IResult> ListAudit(HttpContext context, AuditLog audit, IOptions<TimeZoneOptions> zone, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var filter = new AuditFilter(
            query.Text(By), query.Text(Action), query.Text(Kind), query.Text(Id), query.Time(Since, zone.Value.Zone), query.Time(Until, zone.Value.Zone));
        var limit = query.Integer(Limit) ?? 0;
        query.Done();
        var page = await audit.ListAsync(filter, limit, query.Text(After), ct);
        var about = new PageResponse(limit, page.Next, Previous: null);
        if (about.LinksFor(context.Request) is { Count: > 0 } links)
        {
            context.Response.Headers.Link = string.Join(", ", links);
        }

        return new UncachedAnswer(Json.Write(new AuditPageResponse([.. page.Items.Select(AuditRowResponse.From)], about)), Json.ContentType);
    }
}
