using System.Text;
using Cms.Answers;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Feeds;

/// <summary>Where search engines find all posts.</summary>
internal static class SitemapEndpoints
{
    public static void MapSitemap(this IEndpointRouteBuilder routes)
    {
        routes.MapFile("/sitemap.xml", GetSitemap, nameof(GetSitemap), "application/xml");
        routes.MapFile("/sitemap-{part:int:min(1)}.xml", GetSitemapPart, nameof(GetSitemapPart), "application/xml")
            .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType);
        routes.MapFile("/robots.txt", GetRobots, nameof(GetRobots), "text/plain");
    }

    /// <summary>Lists all posts for search engines, or the parts of the list where it is too long for one.</summary>
    internal static async Task<IResult> GetSitemap(HttpRequest request, Sitemap sitemap, IOptions<SiteOptions> options, CancellationToken ct)
    {
        var site = SiteAddress.Of(request, options.Value);
        return Answer(await sitemap.WriteAsync(site, ct), Sitemap.ContentType, site) with { IsOfContent = true };
    }

    /// <summary>Lists a part of the posts for search engines.</summary>
    /// <param name="part">Its number, counted from 1, as the sitemap names it.</param>
    internal static async Task<IResult> GetSitemapPart(int part, HttpRequest request, Sitemap sitemap, IOptions<SiteOptions> options, CancellationToken ct)
    {
        var site = SiteAddress.Of(request, options.Value);
        return await sitemap.WritePartAsync(part, site, ct) is { } content
            ? Answer(content, Sitemap.ContentType, site) with { IsOfContent = true }
            : Problem.Of(ProblemKind.RouteNotFound, "There are fewer parts. /sitemap.xml names those there are.");
    }

    /// <summary>Leads search engines to the sitemap (RFC 9309).</summary>
    internal static IResult GetRobots(HttpRequest request, IOptions<SiteOptions> options)
    {
        var site = SiteAddress.Of(request, options.Value);
        return Answer(Encoding.UTF8.GetBytes($"User-agent: *\nDisallow:\n\nSitemap: {site.UrlOf("/sitemap.xml")}\n"), "text/plain; charset=utf-8", site);
    }

    private static DeliveryAnswer Answer(ReadOnlyMemory<byte> content, string contentType, SiteAddress site) => new(content, contentType)
    {
        Vary = null,
        NamesHost = site.IsAsked,
        SurrogateKeys = ["posts"],
    };
}
