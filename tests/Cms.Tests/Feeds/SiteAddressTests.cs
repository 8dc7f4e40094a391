using System.Net;
using Cms.Tests.Access;
using Cms.Tests.Hosting;
using static Cms.Tests.Feeds.FeedClient;

namespace Cms.Tests.Feeds;

/// <summary>Without <c>Cms:Site:BaseUrl</c> feeds lead to where they were asked for.</summary>
public sealed class SiteAddressTests(CmsFixture cms, PostgresFixture postgres) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task The_host_that_was_asked_is_the_sites_and_no_answer_is_given_for_another()
    {
        await cms.ImportAsync(("_posts/2024-01-01-hosted.md", "---\ntitle: Hosted\ntags: [hosted]\n---\n[a](/b)\n"));

        foreach (var host in (string[])["one.example", "two.example:8080"])
        {
            using var answer = await cms.Http.GetAsync("/tags/hosted/feed.json", $"Host: {host}");
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

            text.ShouldContain($"\"feed_url\":\"http://{host}/tags/hosted/feed.json\"");
            text.ShouldContain($"\"url\":\"http://{host}/2024/01/01/hosted.html\"");
            text.ShouldContain($"http://{host}/b");
            text.ShouldContain($"\"title\":\"{host.Split(':')[0]}: hosted\"");
        }
    }

    [Fact]
    public async Task A_store_without_posts_has_feeds_without_entries()
    {
        await using var empty = await new CmsFixture(postgres).StartedAsync();

        (await empty.Http.AtomAsync(baseUrl: null)).Elements(Atom + "entry").ShouldBeEmpty();
        RssRules.Check(await empty.Http.XmlAsync("/feed.rss", "application/rss+xml"));
        JsonFeedRules.Check((await empty.GetJsonAsync("/feed.json")).AsObject());
    }

    [Theory]
    [InlineData("--Cms:Feeds:Limit=0")]
    [InlineData("--Cms:Feeds:Limit=101")]
    [InlineData("--Cms:Feeds:Content=everything")]
    [InlineData("--Cms:Sitemap:Urls=50001")]
    public void A_setting_that_cannot_be_taken_stops_the_start(string setting)
    {
        var configuration = CmsApplication.CreateBuilder([setting]).Configuration;

        Should.Throw<Cms.Hosting.CannotRunException>(() => KnownSettings.Check(configuration)).Message.ShouldContain(setting.Split('=')[0].Split(':')[^1]);
    }

    [Fact]
    public async Task The_home_page_leads_readers_of_feeds_on()
    {
        using var page = await cms.GetAsync("/");
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        foreach (var (type, address) in ((string, string)[])[("application/atom+xml", "/feed.atom"), ("application/rss+xml", "/feed.rss"), ("application/feed+json", "/feed.json")])
        {
            html.ShouldContain($"<link rel=\"alternate\" type=\"{type}\"");
            (await cms.Http.StatusAsync(address)).ShouldBe(HttpStatusCode.OK);
        }
    }
}
