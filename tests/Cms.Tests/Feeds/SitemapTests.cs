using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Alba;
using Cms.Tests.Access;
using Cms.Tests.Hosting;
using static Cms.Tests.Feeds.FeedClient;

namespace Cms.Tests.Feeds;

public sealed class SitemapTests(CmsFixture cms, PostgresFixture postgres) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private static readonly XNamespace Protocol = SitemapRules.Protocol;

    private IAlbaHost node = null!;

    public async ValueTask InitializeAsync() => node = await cms.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}");

    [Theory]
    [InlineData("/feed.atom")]
    [InlineData("/tags/nobody/feed.rss")]
    [InlineData("/languages/de/feed.json")]
    [InlineData("/sitemap.xml")]
    [InlineData("/sitemap-1.xml")]
    [InlineData("/robots.txt")]
    public async Task A_parameter_that_a_feed_does_not_take_is_refused_with_its_name(string address)
    {
        using var answer = await cms.GetAsync($"{address}?limit=5");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-parameter");
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("There is no parameter 'limit' here. This address takes none.");
    }

    [Fact]
    public async Task Each_published_post_is_named_with_its_last_change()
    {
        await cms.ImportAsync(
            ("_posts/2024-01-01-Größe.md", "---\ntitle: T\nmodified: 2024-02-03T04:05:06Z\n---\nText\n"),
            ("_posts/2024-01-02-hidden.md", "---\ntitle: T\npublished: false\n---\nText\n"));

        var urls = await UrlsAsync(node, "/sitemap.xml");

        urls[$"{BaseUrl}/2024/01/01/Gr%C3%B6%C3%9Fe.html"].Element(Protocol + "lastmod")!.Value.ShouldBe("2024-02-03T04:05:06Z");
        urls.Keys.ShouldNotContain(url => url.Contains("hidden", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Translations_name_each_other_and_themselves()
    {
        await cms.ImportAsync(
            ("_posts/2024-01-03-same.md", "---\ntitle: T\nlang: de\nref: same\n---\nText\n"),
            ("_posts/2024-01-03-same-en.md", "---\ntitle: T\nlang: en_GB\nref: same\n---\nText\n"),
            ("_posts/2024-01-03-alone.md", "---\ntitle: T\nlang: de\n---\nText\n"));

        var urls = await UrlsAsync(node, "/sitemap.xml");

        (string, string)[] both = [("de", $"{BaseUrl}/2024/01/03/same.html"), ("en-GB", $"{BaseUrl}/2024/01/03/same-en.html")];
        Alternates(urls[both[0].Item2]).ShouldBe(both, ignoreOrder: true);
        Alternates(urls[both[1].Item2]).ShouldBe(both, ignoreOrder: true);
        Alternates(urls[$"{BaseUrl}/2024/01/03/alone.html"]).ShouldBeEmpty();
    }

    [Fact]
    public async Task More_addresses_than_a_file_holds_are_in_several_that_an_index_names()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        await own.ImportAsync([.. Enumerable.Range(1, 25).Select(day => (string.Create(CultureInfo.InvariantCulture, $"_posts/2024-01-{day:00}-p.md"), "---\ntitle: T\n---\nText\n"))]);
        await using var small = await own.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}", "--Cms:Sitemap:Urls=10");

        var index = await small.XmlAsync("/sitemap.xml", "application/xml");
        SitemapRules.CheckIndex(index);
        string[] parts = [.. index.Elements(Protocol + "sitemap").Select(part => part.Element(Protocol + "loc")!.Value)];
        parts.ShouldBe([$"{BaseUrl}/sitemap-1.xml", $"{BaseUrl}/sitemap-2.xml", $"{BaseUrl}/sitemap-3.xml"]);
        List<string> urls = [];
        foreach (var part in parts)
        {
            var named = await UrlsAsync(small, part[BaseUrl.Length..]);
            named.Count.ShouldBeLessThanOrEqualTo(10);
            urls.AddRange(named.Keys);
        }

        urls.Order(StringComparer.Ordinal).ShouldBe(Enumerable.Range(1, 25).Select(day => string.Create(CultureInfo.InvariantCulture, $"{BaseUrl}/2024/01/{day:00}/p.html")));
        (await small.StatusAsync("/sitemap-4.xml")).ShouldBe(HttpStatusCode.NotFound);
        (await small.StatusAsync("/sitemap-0.xml")).ShouldBe(HttpStatusCode.NotFound);
        (await small.StatusAsync("/sitemap-99999999999.xml")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_sitemap_of_a_store_without_posts_names_the_site()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        await using var empty = await own.StartAsync($"--Cms:Site:BaseUrl={BaseUrl}");

        (await UrlsAsync(empty, "/sitemap.xml")).Keys.ShouldBe([$"{BaseUrl}/"]);
    }

    [Fact]
    public async Task What_a_crawler_has_is_not_sent_again()
    {
        using var first = await node.GetAsync("/sitemap.xml");
        using var robots = await node.GetAsync("/robots.txt");

        using var again = await node.GetAsync("/robots.txt", $"If-None-Match: {robots.Headers.ETag}");

        first.Headers.ETag.ShouldNotBeNull();
        first.Headers.GetValues("Surrogate-Key").ShouldBe(["posts"]);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    [Fact]
    public async Task Crawlers_are_let_in_and_led_to_the_sitemap()
    {
        var (text, type) = await node.TextAsync("/robots.txt");

        type.ShouldBe("text/plain");
        text.ShouldBe($"User-agent: *\nDisallow:\n\nSitemap: {BaseUrl}/sitemap.xml\n");
    }

    public async ValueTask DisposeAsync() => await node.DisposeAsync();

    private static async Task<Dictionary<string, XElement>> UrlsAsync(IAlbaHost node, string address)
    {
        var sitemap = await node.XmlAsync(address, "application/xml");
        SitemapRules.Check(sitemap);
        return sitemap.Elements().ToDictionary(url => url.Element(Protocol + "loc")!.Value, StringComparer.Ordinal);
    }

    private static IEnumerable<(string, string)> Alternates(XElement url) =>
        url.Elements(SitemapRules.Html + "link").Select(link => (link.Attribute("hreflang")!.Value, link.Attribute("href")!.Value));
}
