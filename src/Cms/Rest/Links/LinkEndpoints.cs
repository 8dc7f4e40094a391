using Cms.Answers;
using Cms.Content;
using Cms.Content.Delivery;
using Cms.Content.Links;
using Cms.Rest.Queries;

namespace Cms.Rest.Links;

internal static class LinkEndpoints
{
    private static readonly QueryParameter Host = new("host", "Only links to this host (docs.docker.com).");
    private static readonly QueryParameter Post = new("post", "Only links of this post, by slug or id. Where no published post is called so, the answer is 404.");
    private static readonly QueryParameter Place = new("place", "Only links that stand in this part of their posts.") { Values = ["frontMatter", "body"] };
    private static readonly QueryParameter Text = new("q", "Only links whose address or name contains this text, whatever its case.");
    private static readonly QueryParameter Limit = new("limit", "How many at most.") { Kind = ValueKind.Integer, Maximum = PublishedLinks.MaximumLimit, Default = "20" };
    private static readonly QueryParameter After = new("after", "The cursor from page.next of the page before.");

    public static void MapLinks(this IEndpointRouteBuilder routes)
    {
        var links = routes.MapGroup("/links").WithTags("Links");

        links.MapRead<LinkPageResponse>("/", ListLinks, Host, Post, Place, Text, Limit, After).WithName(nameof(ListLinks)).Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
        links.MapRead<LinkResponse>("/{id}", GetLink).WithName(nameof(GetLink)).Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
    }

    /// <summary>Lists the addresses that published posts link to, the most linked first, each with the posts that carry it.</summary>
    internal static async Task<IResult> ListLinks(HttpContext context, PublishedLinks links, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var limit = query.Integer(Limit) ?? 0;
        var filter = FilterOf(query);
        query.Done();
        var page = await links.ListAsync(filter, limit, query.Text(After), ct);
        if (page.Items.Count == 0 && query.Text(Post) is { } post && !await links.IsPublishedAsync(post, ct))
        {
            throw new ContentException(new ContentError.PostNotFound(post));
        }

        var carriers = await links.CarriersAsync([.. page.Items.Select(link => link.Id)], ct);
        var about = new PageResponse(limit, page.Next, null);
        var items = page.Items.Select(link => LinkResponse.From(link, carriers[link.Id]));
        return new DeliveryAnswer(Json.Write(new LinkPageResponse([.. items], about)), Json.ContentType)
        {
            IsOfContent = true,
            Links = about.LinksFor(context.Request),
            SurrogateKeys = ["posts"],
        };
    }

    private static LinkFilter.And? FilterOf(QueryValues query)
    {
        List<LinkTest> tests = [];
        if (query.Text(Host) is { } host)
        {
            tests.Add(new LinkTest.Text(LinkText.Host, Operator.Equal, [host]));
        }

        if (query.Choice(Place) is { } place)
        {
            tests.Add(new LinkTest.Place(Operator.Equal, [place == "body" ? LinkPlace.Body : LinkPlace.FrontMatter]));
        }

        List<CarrierTest> by = query.Text(Post) is { } post ? [new([post])] : [];
        List<LinkFilter> all = tests.Count + by.Count > 0 ? [new LinkFilter.Like(tests, by)] : [];
        if (query.Text(Text) is { } text)
        {
            all.Add(new LinkFilter.Mentioning(text));
        }

        return all.Count > 0 ? new LinkFilter.And(all) : null;
    }

    /// <summary>Returns one link with the posts that carry it, the newest first, at most 100.</summary>
    /// <param name="id">The link's id, a UUID that is the same in every store.</param>
    internal static async Task<IResult> GetLink(string id, HttpContext context, PublishedLinks links, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var link = (Guid.TryParseExact(id, "D", out var key) ? await links.FindAsync(key, ct) : null)
            ?? throw new ContentException(new ContentError.LinkNotFound(id));
        var carriers = await links.CarriersAsync([key], ct);
        return new DeliveryAnswer(Json.Write(LinkResponse.From(link, carriers[key])), Json.ContentType)
        {
            IsOfContent = true,
            SurrogateKeys = carriers[key].Select(carrier => $"post:{carrier.PostId}").Prepend("posts"),
        };
    }
}
