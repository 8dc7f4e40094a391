using System.Net;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;

namespace Cms.Tests.Delivery;

public sealed class NeighbourTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Neighbours_are_next_in_time_and_language_narrows_them()
    {
        // Older than all that other tests make.
        await cms.ImportAsync(
            ("_posts/1901-01-01-time-a.md", "---\ntitle: A\nlang: de\n---\nText\n"),
            ("_posts/1901-01-02-time-b.md", "---\ntitle: B\nlang: en\n---\nText\n"),
            ("_posts/1901-01-03-time-c.md", "---\ntitle: C\nlang: de\n---\nText\n"),
            ("_posts/1901-01-04-time-d.md", "---\ntitle: D\nlang: en\n---\nText\n"));

        (await NeighboursAsync("time-c")).ShouldBe(("time-b", "time-d"));
        (await NeighboursAsync("time-a")).ShouldBe((null, "time-b"));
        (await NeighboursAsync("time-b", "?language=en")).ShouldBe((null, "time-d"));
        (await NeighboursAsync("time-c", "?language=en")).ShouldBe(("time-b", "time-d"));
        (await NeighboursAsync("time-d", "?language=sw")).ShouldBe((null, null));
        var graphql = (await cms.QueryAsync("""{ post(slug: "time-c") { previous { slug } next { slug } } }"""))["post"]!;
        graphql["previous"]!["slug"]!.GetValue<string>().ShouldBe("time-b");
        graphql["next"]!["slug"]!.GetValue<string>().ShouldBe("time-d");
    }

    [Fact]
    public async Task Of_posts_with_one_slug_the_one_in_the_language_is_meant()
    {
        await cms.ImportAsync(
            ("de/_posts/1902-01-01-both.md", "---\ntitle: Beide\nlang: fi\npermalink: /fi/both\n---\nText\n"),
            ("en/_posts/1902-03-01-both.md", "---\ntitle: Both\nlang: hu\npermalink: /hu/both\n---\nText\n"),
            ("_posts/1902-02-01-between.md", "---\ntitle: Between\nlang: fi\n---\nText\n"));

        (await NeighboursAsync("both", "?language=fi")).ShouldBe((null, "between"));
        (await NeighboursAsync("both", "?language=hu")).ShouldBe((null, null));
    }

    [Fact]
    public async Task Backlinks_are_the_posts_that_link_to_one_the_newest_first()
    {
        await cms.ImportAsync(
            ("_posts/2003-01-01-back-a.md", "---\ntitle: A\npermalink: /back-a\n---\n[myself](/back-a)\n"),
            ("_posts/2003-01-02-back-b.md", "---\ntitle: B\n---\n[one](/back-a) and [again](/back-a)\n"),
            ("_posts/2003-01-03-back-c.md", "---\ntitle: C\nlinks:\n  - a: /back-a\n---\nText\n"),
            ("_posts/2003-01-04-back-d.md", "---\ntitle: D\npublished: false\n---\n[hidden](/back-a)\n"));
        var answer = await cms.GetJsonAsync("/api/v1/posts/back-a/backlinks");
        var graphql = await cms.QueryAsync("""{ post(slug: "back-a") { backlinks { slug } } }""");

        answer["items"].Texts("slug").ShouldBe(["back-c", "back-b"]);
        graphql["post"]!["backlinks"].Texts("slug").ShouldBe(["back-c", "back-b"]);
        (await cms.GetJsonAsync("/api/v1/posts/back-b/backlinks"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("neighbours")]
    [InlineData("backlinks")]
    public async Task A_post_that_is_not_there_has_none_and_another_spelling_is_redirected(string list)
    {
        await cms.ImportAsync(($"_posts/2004-01-01-spelt-{list}.md", "---\ntitle: A\n---\nText\n"));
        using var missing = await cms.GetAsync($"/api/v1/posts/none-such/{list}");
        using var moved = await cms.GetAsync($"/api/v1/posts/Spelt-{list}/{list}");

        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CmsFixture.CodeOfAsync(missing)).ShouldBe("post-not-found");
        moved.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        moved.Headers.Location!.ToString().ShouldBe($"/api/v1/posts/spelt-{list}/{list}");
    }

    [Theory]
    [InlineData("neighbours", 2005)]
    [InlineData("backlinks", 2006)]
    public async Task Their_answers_name_what_they_show_and_are_not_sent_twice(string list, int year)
    {
        await cms.ImportAsync(
            ($"_posts/{year}-01-01-shown-{list}.md", $"---\ntitle: A\npermalink: /shown-{list}\n---\nText\n"),
            ($"_posts/{year}-01-01-shower-{list}.md", $"---\ntitle: B\ndate: {year}-01-01 00:00:01\n---\n[a](/shown-{list})\n"));
        var address = $"/api/v1/posts/shown-{list}/{list}";
        using var first = await cms.GetAsync(address);
        using var again = await cms.GetAsync(address, $"If-None-Match: {first.Headers.ETag}");
        var shown = (await cms.GetJsonAsync($"/api/v1/posts/shower-{list}"))["id"]!.GetValue<string>();

        first.Headers.GetValues("Surrogate-Key").Single().Split(' ').ShouldContain($"post:{shown}", StringComparer.Ordinal);
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
    }

    private async Task<(string? Previous, string? Next)> NeighboursAsync(string slug, string query = "")
    {
        var answer = await cms.GetJsonAsync($"/api/v1/posts/{slug}/neighbours{query}");
        return (answer["previous"]?["slug"]?.GetValue<string>(), answer["next"]?["slug"]?.GetValue<string>());
    }
}
