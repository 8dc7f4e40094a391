using System.Globalization;
using System.Net;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

/// <summary>Slugs and paths of posts that are written in the store, and where old ones lead.</summary>
public sealed class AddressTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_slug_is_made_of_the_title_and_free()
    {
        var client = await OfAsync(cms);
        var title = Unique("Grüße, C#");

        var slugs = new[] { await client.CreateAsync(title), await client.CreateAsync(title), await client.CreateAsync(title) }.Select(post => $"{post["slug"]}").ToList();

        slugs[0].ShouldStartWith("grüße-c-");
        slugs[1..].ShouldBe([$"{slugs[0]}-2", $"{slugs[0]}-3"]);
    }

    [Fact]
    public async Task A_slug_that_is_taken_in_its_language_is_refused_and_names_the_other()
    {
        var client = await OfAsync(cms);
        var slug = $"taken-{Guid.NewGuid():N}";
        var first = await client.CreateAsync(new { title = "One", slug, language = "en" });

        using var same = await client.SendAsync("POST", "/api/v1/posts", new { title = "Two", slug, language = "en" });
        var other = await client.CreateAsync(new { title = "Zwei", slug, language = "de" });

        same.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await CmsFixture.ProblemOfAsync(same);
        problem["code"]!.GetValue<string>().ShouldBe("slug-taken");
        problem["detail"]!.GetValue<string>().ShouldContain($"{first["id"]}");
        $"{other["slug"]}".ShouldBe(slug);
    }

    [Fact]
    public async Task A_path_that_is_taken_is_refused_and_names_the_other()
    {
        var client = await OfAsync(cms);
        var path = $"/about/{Guid.NewGuid():N}";
        var first = await client.CreateAsync(new { title = "One", path });

        using var same = await client.SendAsync("POST", "/api/v1/posts", new { title = "Two", path });

        same.StatusCode.ShouldBe(HttpStatusCode.Conflict);
        var problem = await CmsFixture.ProblemOfAsync(same);
        problem["code"]!.GetValue<string>().ShouldBe("path-taken");
        problem["detail"]!.GetValue<string>().ShouldContain($"{first["id"]}");
    }

    [Theory]
    [InlineData("by-path")]
    [InlineData("0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51")]
    public async Task A_slug_that_is_a_route_gets_a_number(string slug)
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = "Route", slug, language = "en" });
        $"{post["slug"]}".ShouldBe($"{slug}-2");
    }

    [Fact]
    public async Task A_title_without_letters_makes_the_slug_post()
    {
        var client = await OfAsync(cms);
        $"{(await client.CreateAsync(new { title = "!!!", language = "tlh" }))["slug"]}".ShouldBe("post");
    }

    [Fact]
    public async Task A_path_follows_title_and_date_until_the_first_publication_and_no_longer()
    {
        var client = await OfAsync(cms);
        var slug = $"fixed-{Guid.NewGuid():N}";
        var draft = await client.CreateAsync(new { title = "Fixed", slug, publishedAt = "2020-01-02T03:04:05Z" });
        $"{draft["path"]}".ShouldBe($"/2020/01/02/{slug}");

        var moved = await client.PatchAsync(draft, new { publishedAt = "2021-01-02T03:04:05Z" });
        $"{moved["path"]}".ShouldBe($"/2021/01/02/{slug}");

        await client.VerbAsync(draft, "publish");
        var later = await client.PatchAsync(draft, new { publishedAt = "2022-01-02T03:04:05Z", title = "Other", category = "news" });
        $"{later["path"]}".ShouldBe($"/2021/01/02/{slug}");
    }

    [Fact]
    public async Task A_post_without_a_date_gets_the_day_of_its_publication()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Undated"));
        post["publishedAt"].ShouldBeNull();

        var published = await client.VerbAsync(post, "publish");

        var at = DateTimeOffset.Parse($"{published["publishedAt"]}", CultureInfo.InvariantCulture);
        $"{published["path"]}".ShouldBe(at.ToString($"'/'yyyy'/'MM'/'dd'/{published["slug"]}'", CultureInfo.InvariantCulture));
    }

    [Fact]
    public async Task A_new_address_and_its_redirect_reach_readers_with_the_copy_that_bears_them()
    {
        var client = await OfAsync(cms);
        var (old, @new) = ($"old-{Guid.NewGuid():N}", $"new-{Guid.NewGuid():N}");
        var post = await client.PublishAsync(new { title = "Renamed", slug = old });
        var oldPath = $"{post["path"]}";

        var renamed = await client.PatchAsync(post, new { slug = @new });
        var newPath = $"{renamed["path"]}";
        newPath.ShouldEndWith(@new);
        (await StatusAsync($"/api/v1/posts/{old}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync($"/api/v1/posts/{@new}")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync($"/api/v1/posts/by-path?path={newPath}")).ShouldBe(HttpStatusCode.NotFound);

        await client.VerbAsync(post, "publish");
        (await LocationAsync($"/api/v1/posts/{old}.md?language=x")).ShouldBeNull();
        (await LocationAsync($"/api/v1/posts/{old}.md")).ShouldBe($"/api/v1/posts/{@new}.md");
        (await LocationAsync($"/api/v1/posts/by-path?path={oldPath}")).ShouldBe($"/api/v1/posts/by-path?path={Uri.EscapeDataString(newPath)}");
    }

    [Fact]
    public async Task Old_addresses_lead_straight_to_the_newest_one()
    {
        var client = await OfAsync(cms);
        var id = Guid.NewGuid().ToString("N");
        var post = await client.PublishAsync(new { title = "Chain", path = $"/{id}/a" });
        foreach (var path in (string[])[$"/{id}/b", $"/{id}/c"])
        {
            await client.PatchAsync(post, new { path });
            await client.VerbAsync(post, "publish");
        }

        foreach (var path in (string[])[$"/{id}/a", $"/{id}/b"])
        {
            (await LocationAsync($"/api/v1/posts/by-path?path={path}")).ShouldBe($"/api/v1/posts/by-path?path={Uri.EscapeDataString($"/{id}/c")}");
        }

        await client.PatchAsync(post, new { path = $"/{id}/a" });
        await client.VerbAsync(post, "publish");
        (await StatusAsync($"/api/v1/posts/by-path?path=/{id}/a")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_new_post_may_take_an_old_address_over()
    {
        var client = await OfAsync(cms);
        var id = Guid.NewGuid().ToString("N");
        var first = await client.PublishAsync(new { title = "First", path = $"/{id}/here", slug = $"here-{id}" });
        await client.PatchAsync(first, new { path = $"/{id}/there", slug = $"there-{id}" });
        await client.VerbAsync(first, "publish");

        var second = await client.PublishAsync(new { title = "Second", path = $"/{id}/here", slug = $"here-{id}" });

        $"{(await cms.GetJsonAsync($"/api/v1/posts/by-path?path=/{id}/here"))["id"]}".ShouldBe($"{second["id"]}");
        $"{(await cms.GetJsonAsync($"/api/v1/posts/here-{id}"))["id"]}".ShouldBe($"{second["id"]}");

        // The one that left last leads on, also after the other is written anew.
        await client.PatchAsync(second, new { path = $"/{id}/elsewhere" });
        await client.VerbAsync(second, "publish");
        await client.PatchAsync(first, new { title = "First again" });
        await client.VerbAsync(first, "publish");
        (await LocationAsync($"/api/v1/posts/by-path?path=/{id}/here")).ShouldBe($"/api/v1/posts/by-path?path={Uri.EscapeDataString($"/{id}/elsewhere")}");
    }

    [Fact]
    public async Task An_id_may_be_the_callers_once()
    {
        var client = await OfAsync(cms);
        var id = Guid.CreateVersion7();
        $"{(await client.CreateAsync(new { id, title = Unique("Mine") }))["id"]}".ShouldBe($"{id}");

        using var again = await client.SendAsync("POST", "/api/v1/posts", new { id, title = "Again" });
        using var other = await client.SendAsync("POST", "/api/v1/posts", new { id = Guid.NewGuid(), title = "Version 4" });

        (await CmsFixture.CodeOfAsync(again)).ShouldBe("id-taken");
        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
        (await CmsFixture.ProblemOfAsync(other))["errors"]!["id"].ShouldNotBeNull();
    }

    private async Task<HttpStatusCode> StatusAsync(string address)
    {
        using var answer = await cms.GetAsync(address);
        return answer.StatusCode;
    }

    private async Task<string?> LocationAsync(string address)
    {
        using var answer = await cms.GetAsync(address);
        return answer.Headers.Location?.OriginalString;
    }
}
