namespace Cms.Rest.Reference;

/// <summary>The first thing that someone sees who opens the address in a browser.</summary>
internal static class HomePage
{
    public static void MapHomePage(this IEndpointRouteBuilder routes) =>
        routes.MapMethods("/", [HttpMethods.Get, HttpMethods.Head], ShowHome).AllowAnonymous().ExcludeFromDescription();

    internal static IResult ShowHome() => Page.Of(
        "Cms",
        """
        <h1>Cms</h1>
        <p>A headless CMS runs here: Markdown with front matter in, REST and GraphQL out.</p>
        <ul>
        <li><a href="/api/v1/posts">/api/v1/posts</a>: the newest posts</li>
        <li><a href="/api/v1/tags?sort=-count">/api/v1/tags</a>, <a href="/api/v1/links">/api/v1/links</a>, <a href="/api/v1/archive">/api/v1/archive</a>: ways through them</li>
        <li><a href="/graphql">/graphql</a>: the same by GraphQL, with an explorer</li>
        <li><a href="/feed.atom">/feed.atom</a>, <a href="/feed.rss">/feed.rss</a>, <a href="/feed.json">/feed.json</a>, <a href="/sitemap.xml">/sitemap.xml</a>: the same for feed readers and search engines</li>
        <li><a href="/docs">/docs</a>: the API reference, and <a href="/openapi/v1.json">/openapi/v1.json</a> for programs</li>
        <li><a href="/health/ready">/health/ready</a>: whether the database can be reached</li>
        </ul>
        <p>Bring in the blog that you have:</p>
        <pre>cms import path/to/your/jekyll/folder</pre>
        """,
        """

        <link rel="alternate" type="application/atom+xml" title="Atom" href="/feed.atom">
        <link rel="alternate" type="application/rss+xml" title="RSS" href="/feed.rss">
        <link rel="alternate" type="application/feed+json" title="JSON Feed" href="/feed.json">
        """);
}
