using System.Text.Json.Nodes;
using Cms.Answers;
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

    /// <summary>An address with an ending, whose answer has a form that others have laid down.</summary>
    /// <param name="name">The operation's, in the reference.</param>
    public static RouteHandlerBuilder MapFile(this IEndpointRouteBuilder routes, string pattern, Delegate handler, string name, string contentType) =>
        routes.MapMethods(pattern, Methods, handler)
            .WithName(name)
            .WithTags("Feeds")
            .AddEndpointFilter((invocation, next) => invocation.HttpContext.Request.Query.Keys is { Count: > 0 } names
                ? throw new ProblemException(UnknownParameters(names))
                : next(invocation))
            .Produces(StatusCodes.Status200OK, contentType.EndsWith("json", StringComparison.Ordinal) ? typeof(JsonObject) : typeof(string), contentType)
            .Produces(StatusCodes.Status304NotModified)
            .Produces<Problem>(StatusCodes.Status400BadRequest, Problem.ContentType);

    private static Problem UnknownParameters(IEnumerable<string> names) => Problem.OfParameters(
        names.ToDictionary(name => name, name => (string[])[$"There is no parameter '{name}' here. This address takes none."], StringComparer.Ordinal));
}
