using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

public sealed class LinkTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_link_is_known_once_with_all_that_carry_it()
    {
        await cms.ImportAsync(
            ("_posts/2024-01-01-first.md", "---\ntitle: T\nlinks:\n  - Home: https://shared.example/\n---\nText\n"),
            ("_posts/2024-01-02-second.md", "---\ntitle: T\n---\nSee [the page](https://shared.example/).\n"));

        var link = Items(await cms.GetJsonAsync("/api/v1/links?host=shared.example")).ShouldHaveSingleItem()!;

        link["count"]!.GetValue<int>().ShouldBe(2);
        link["posts"]!.ToJsonString().ShouldBe(
            """[{"slug":"second","name":"the page","place":"body"},{"slug":"first","name":"Home","place":"frontMatter"}]""");
        (await cms.GetJsonAsync($"/api/v1/links/{link["id"]}")).ToJsonString().ShouldBe(link.ToJsonString());
    }

    [Fact]
    public async Task Links_are_narrowed_by_post_place_and_text()
    {
        await cms.ImportAsync(("_posts/2024-01-03-narrowed.md", "---\ntitle: T\nlinks:\n  - Head: https://head.example/\n---\nSee [Body Text](https://body.example/100%25).\n"));

        foreach (var (filter, url) in ((string, string)[])
            [
                ("post=narrowed&place=frontMatter", "https://head.example/"),
                ("post=narrowed&place=body", "https://body.example/100%25"),
                ("q=BODY%20text", "https://body.example/100%25"),
                ("q=100%25", "https://body.example/100%25"),
            ])
        {
            Items(await cms.GetJsonAsync($"/api/v1/links?{filter}")).ShouldHaveSingleItem()!["url"]!.GetValue<string>().ShouldBe(url, filter);
        }
    }

    [Fact]
    public async Task Links_of_a_post_that_no_reader_knows_are_not_found_and_those_of_one_without_any_are_none()
    {
        await cms.ImportAsync(("_posts/2024-01-04-linkless.md", "Text\n"), ("_drafts/hidden-links.md", "[x](https://hidden.example)\n"));

        Items(await cms.GetJsonAsync("/api/v1/links?post=linkless")).ShouldBeEmpty();
        foreach (var post in (string[])["hidden-links", "no-such-post", $"{Guid.NewGuid()}"])
        {
            using var answer = await cms.GetAsync($"/api/v1/links?post={post}");
            ((int)answer.StatusCode).ShouldBe(404, post);
            (await CmsFixture.CodeOfAsync(answer)).ShouldBe("post-not-found");
        }
    }

    private static JsonArray Items(JsonNode page) => page["items"]!.AsArray();
}
