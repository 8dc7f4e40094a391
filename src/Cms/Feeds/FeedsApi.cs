using Cms.Hosting;

namespace Cms.Feeds;

/// <summary>What feed readers and search engines ask for: feeds, the sitemap and <c>robots.txt</c>.</summary>
internal static class FeedsApi
{
    private static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Head];

    public static void AddFeeds(this IServiceCollection services)
    {
        Settings.Add<FeedOptions>(services, FeedOptions.Section);
        Settings.Add<SitemapOptions>(services, SitemapOptions.Section);
        services.AddSingleton<FeedContents>();
        services.AddSingleton<Sitemap>();
    }

    public static void MapFeeds(this IEndpointRouteBuilder routes)
    {
        routes.MapNewestPosts();
        routes.MapSitemap();
    }

    /// <summary>An address that a format of its own describes, and not the reference.</summary>
    public static void MapFile(this IEndpointRouteBuilder routes, string pattern, Delegate handler) =>
        routes.MapMethods(pattern, Methods, handler).ExcludeFromDescription();
}
