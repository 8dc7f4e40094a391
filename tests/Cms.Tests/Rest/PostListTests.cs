using System.Text.Json.Nodes;
using Cms.Content.Import;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class PostListTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_page_tells_its_limit_and_its_way_onwards()
    {
        await PublishAsync("onwards", 3);

        var first = await cms.GetJsonAsync("/api/v1/posts?tag=onwards&limit=2&total=true");
        first["items"]!.AsArray().Count.ShouldBe(2);
        first["page"]!["limit"]!.GetValue<int>().ShouldBe(2);
        first["page"]!["previous"].ShouldBeNull();
        first["page"]!["total"]!.GetValue<int>().ShouldBe(3);

        var second = await cms.GetJsonAsync($"/api/v1/posts?tag=onwards&limit=2&after={first["page"]!["next"]}");
        Slugs(second).ShouldBe(["onwards-1"]);
        second["page"]!["next"].ShouldBeNull();
        second["page"]!.AsObject().ContainsKey("total").ShouldBeFalse();

        var back = await cms.GetJsonAsync($"/api/v1/posts?tag=onwards&limit=2&before={second["page"]!["previous"]}");
        Slugs(back).ShouldBe(["onwards-3", "onwards-2"]);
    }

    [Fact]
    public async Task The_link_header_leads_through_all_pages_and_keeps_the_filters()
    {
        await PublishAsync("walk", 5);
        List<string> seen = [];
        for (var next = "/api/v1/posts?tag=walk&limit=2&sort=publishedAt"; next is not null;)
        {
            using var answer = await cms.GetAsync(next);
            seen.AddRange(Slugs(JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!));
            next = answer.Headers.TryGetValues("Link", out var links) ? NextOf(string.Join(", ", links)) : null;
        }

        seen.ShouldBe(["walk-1", "walk-2", "walk-3", "walk-4", "walk-5"]);
    }

    [Fact]
    public async Task Tags_are_all_asked_for_or_any_or_none()
    {
        await cms.ImportAsync(
            Post("2024-05-01-both", "tags: [red, blue]"),
            Post("2024-05-02-only-red", "tags: [red]"),
            Post("2024-05-03-only-blue", "tags: [blue]"));

        Slugs(await cms.GetJsonAsync("/api/v1/posts?tag=red&tag=blue")).ShouldBe(["both"]);
        Slugs(await cms.GetJsonAsync("/api/v1/posts?anyTag=red&anyTag=blue")).ShouldBe(["only-blue", "only-red", "both"]);
        Slugs(await cms.GetJsonAsync("/api/v1/posts?tag=red&notTag=blue")).ShouldBe(["only-red"]);
    }

    [Fact]
    public async Task Category_author_keyword_and_language_narrow_by_slug_or_name()
    {
        await cms.ImportAsync(
            Post("2024-06-01-narrow", "categories: [Erste Schritte, Zweite]\nauthor: Ada B.\nkeywords: [Leichte Kost]\nlang: de\ntags: [narrow]"),
            Post("2024-06-02-other", "lang: en\ntags: [narrow]"));

        foreach (var filter in (string[])["category=erste-schritte", "category=Zweite", "author=ada-b", "author=Ada%20B.", "keyword=Leichte%20Kost", "language=de"])
        {
            Slugs(await cms.GetJsonAsync($"/api/v1/posts?tag=narrow&{filter}")).ShouldBe(["narrow"], filter);
        }
    }

    [Fact]
    public async Task A_bare_date_is_the_start_of_that_day_in_the_sites_zone()
    {
        await cms.ImportAsync(Post("2024-07-01-before-midnight", "date: 2024-07-01 21:59:59 +0000\ntags: [zone]"), Post("2024-07-02-midnight", "date: 2024-07-01 22:00:00 +0000\ntags: [zone]"));
        await using var berlin = await cms.StartAsync("--Cms:TimeZone=Europe/Berlin");
        using var client = berlin.Server.CreateClient();

        var after = JsonNode.Parse(await client.GetStringAsync("/api/v1/posts?tag=zone&publishedAfter=2024-07-02", TestContext.Current.CancellationToken))!;
        var before = JsonNode.Parse(await client.GetStringAsync("/api/v1/posts?tag=zone&publishedBefore=2024-07-02", TestContext.Current.CancellationToken))!;

        Slugs(after).ShouldBe(["midnight"]);
        Slugs(before).ShouldBe(["before-midnight"]);
    }

    [Fact]
    public async Task Year_and_month_are_the_posts_own_day()
    {
        await cms.ImportAsync(
            ("_config.yml", "timezone: Europe/Berlin\n"),
            Post("2021-01-01-new-year", "date: 2021-01-01 00:30:00\ntags: [day]"));

        Slugs(await cms.GetJsonAsync("/api/v1/posts?tag=day&year=2021&month=1")).ShouldBe(["new-year"]);
        Slugs(await cms.GetJsonAsync("/api/v1/posts?tag=day&year=2020")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Select_leaves_the_id_and_what_is_named()
    {
        await PublishAsync("sparse", 1);

        var page = await cms.GetJsonAsync("/api/v1/posts?tag=sparse&select=title,slug");
        page["items"]![0]!.AsObject().Select(property => property.Key).ShouldBe(["id", "slug", "title"]);

        var withBody = await cms.GetJsonAsync("/api/v1/posts?tag=sparse&select=title&body=html");
        withBody["items"]![0]!.AsObject().Select(property => property.Key).ShouldBe(["id", "title", "body"]);
    }

    [Theory]
    [InlineData("markdown", "The *first* part.", "The *first* part.\n\nThe second.\n")]
    [InlineData("html", "<p>The <em>first</em> part.</p>\n", "<p>The <em>first</em> part.</p>\n<p>The second.</p>\n")]
    [InlineData("text", "The first part.", "The first part.\nThe second.")]
    public async Task The_excerpt_is_in_the_format_of_the_body(string format, string excerpt, string content)
    {
        await cms.ImportAsync(($"_posts/2024-08-01-format-{format}.md", $"---\ntitle: T\ntags: [format-{format}]\n---\nThe *first* part.\n\nThe second.\n"));

        var post = (await cms.GetJsonAsync($"/api/v1/posts?tag=format-{format}&body={format}"))["items"]![0]!;

        post["body"]!["format"]!.GetValue<string>().ShouldBe(format);
        post["body"]!["content"]!.GetValue<string>().ShouldBe(content);
        post["excerpt"]!.GetValue<string>().ShouldBe(excerpt);
    }

    [Fact]
    public async Task A_draft_is_in_no_list_and_no_count()
    {
        await cms.ImportAsync(("_drafts/hidden.md", "---\ntitle: Hidden\ntags: [hidden]\n---\nText\n"));

        (await cms.GetJsonAsync("/api/v1/posts?tag=hidden&total=true"))["page"]!["total"]!.GetValue<int>().ShouldBe(0);
        using var tag = await cms.GetAsync("/api/v1/tags/hidden");
        ((int)tag.StatusCode).ShouldBe(404);
    }

    private static (string File, string Text) Post(string name, string frontMatter) => ($"_posts/{name}.md", $"---\ntitle: {name}\n{frontMatter}\n---\nText of {name}.\n");

    private static string[] Slugs(JsonNode page) => [.. page["items"]!.AsArray().Select(post => post!["slug"]!.GetValue<string>())];

    private static string? NextOf(string link) =>
        link.Split(", ").FirstOrDefault(value => value.EndsWith("rel=\"next\"", StringComparison.Ordinal)) is { } next ? next[1..next.IndexOf('>', StringComparison.Ordinal)] : null;

    private Task<ImportReport> PublishAsync(string tag, int count) => cms.ImportAsync(
        [.. Enumerable.Range(1, count).Select(day => Post($"2024-03-0{day}-{tag}-{day}", $"tags: [{tag}]"))]);
}
