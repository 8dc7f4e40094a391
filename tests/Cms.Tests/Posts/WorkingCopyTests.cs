using System.Net;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

/// <summary>Who sees working copies, and who does not.</summary>
public sealed class WorkingCopyTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_file_is_posted_as_it_is()
    {
        var client = await OfAsync(cms);
        var title = Unique("From a file");
        var file = $"---\ntitle: \"{title}\" # a comment\ntags: [One, two]\ndate: 2014-06-09 12:00:00 +0200\nlinks:\n  - Docker: https://docker.com\nlayout: post\n---\nHello *there*.\n";

        var created = await ReadAsync(client.SendTextAsync("POST", "/api/v1/posts", file, "text/markdown"));

        created["title"]!.GetValue<string>().ShouldBe(title);
        created["status"]!.GetValue<string>().ShouldBe("draft");
        created["publishedAt"]!.GetValue<string>().ShouldBe("2014-06-09T10:00:00Z");
        created["tags"]!.AsArray().Select(tag => $"{tag!["name"]}").ShouldBe(["One", "two"]);
        created["links"]![0]!["url"]!.GetValue<string>().ShouldBe("https://docker.com");
        created["fields"]!.ToJsonString().ShouldBe("""{"layout":"post"}""");
        await client.VerbAsync(created, "publish");
        (await cms.Client.GetStringAsync($"{AddressOf(created)}.md", TestContext.Current.CancellationToken)).ShouldBe(file);

        await client.PatchAsync(created, new { markdown = "Changed.\n" });
        await client.VerbAsync(created, "publish");
        (await cms.Client.GetStringAsync($"{AddressOf(created)}.md", TestContext.Current.CancellationToken)).ShouldBe(file.Replace("Hello *there*.", "Changed.", StringComparison.Ordinal));

        await client.PatchAsync(created, new { tags = new[] { "three" } });
        await client.VerbAsync(created, "publish");
        var composed = await cms.Client.GetStringAsync($"{AddressOf(created)}.md", TestContext.Current.CancellationToken);
        composed.ShouldBe(file.Replace("Hello *there*.", "Changed.", StringComparison.Ordinal).Replace("[One, two]", "[three]", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Lists_of_working_copies_are_pages_of_what_changed_last()
    {
        var client = await OfAsync(cms);
        var titles = Enumerable.Range(0, 5).Select(number => Unique($"Listed {number}")).ToList();
        foreach (var title in titles)
        {
            await client.VerbAsync(await client.CreateAsync(title), "archive");
        }

        List<string> seen = [];
        for (var address = "/api/v1/posts?status=archived&status=trashed&limit=2&total=true"; address is not null;)
        {
            var page = await client.GetAsync(address);
            seen.AddRange(page["items"]!.AsArray().Select(post => $"{post!["title"]}"));
            address = page["page"]!["next"] is { } next ? $"/api/v1/posts?status=archived&status=trashed&limit=2&after={next}" : null;
        }

        seen.Where(titles.Contains).ShouldBe(Enumerable.Reverse(titles));
    }

    [Theory]
    [InlineData("/api/v1/posts?status=draft")]
    [InlineData("/api/v1/posts/canary?version=draft")]
    public async Task Working_copies_need_a_key_that_may_preview(string address)
    {
        using var without = await cms.GetAsync(address);
        using var reader = await cms.GetAsync(address, await cms.KeyAsync("read"));
        using var publisher = await cms.GetAsync(address, await cms.KeyAsync("publish"));

        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        without.Headers.WwwAuthenticate.ShouldNotBeEmpty();
        reader.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        publisher.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task A_working_copy_is_kept_by_no_shared_cache()
    {
        var client = await OfAsync(cms, "write");
        var post = await client.CreateAsync(Unique("Private"));
        foreach (var address in (string[])[$"{AddressOf(post)}?version=draft", $"{AddressOf(post)}.html?version=draft", "/api/v1/posts?status=draft", $"{AddressOf(post)}/revisions/1"])
        {
            using var answer = await client.SendAsync("GET", address);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            answer.Headers.CacheControl!.Private.ShouldBeTrue(address);
            answer.Headers.CacheControl.Public.ShouldBeFalse(address);
            answer.Headers.Vary.Count(name => name == "Authorization").ShouldBe(1, address);
        }
    }

    [Fact]
    public async Task Filters_for_readers_are_refused_with_a_status()
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("GET", "/api/v1/posts?status=draft&tag=x");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]!["tag"].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("write", "POST", "publish", 403)]
    [InlineData("write", "POST", "archive", 403)]
    [InlineData("write", "DELETE", "", 403)]
    [InlineData("publish", "PATCH", "", 403)]
    [InlineData("publish", "DELETE", "", 200)]
    [InlineData("preview", "PATCH", "", 403)]
    [InlineData("preview", "DELETE", "", 403)]
    [InlineData("read", "POST", "unpublish", 403)]
    public async Task A_scope_allows_what_it_says_for_a_published_post(string scope, string method, string verb, int status)
    {
        var post = await (await OfAsync(cms)).PublishAsync(new { title = Unique("Scoped") });
        var client = await OfAsync(cms, scope);

        using var answer = await client.SendAsync(method, verb.Length == 0 ? AddressOf(post) : $"{AddressOf(post)}/{verb}", method == "PATCH" ? new { title = "New" } : null, "If-Match: *");

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task What_is_not_published_is_found_nowhere_by_readers()
    {
        var client = await OfAsync(cms);
        var canary = $"canary{Guid.NewGuid():N}";
        var content = new { title = canary, markdown = $"{canary} [{canary}](https://{canary}.example/)", slug = canary, tags = new[] { canary }, category = canary, keywords = new[] { canary }, authors = new[] { canary }, links = new[] { new { name = canary, url = $"https://{canary}.example/" } } };
        await client.CreateAsync(content with { slug = $"{canary}-draft" });
        await client.VerbAsync(await client.CreateAsync(content with { slug = $"{canary}-scheduled" }), "schedule", new { publishAt = "2999-01-01T00:00:00Z" });
        await client.VerbAsync(await client.CreateAsync(content with { slug = $"{canary}-archived" }), "archive");
        await client.TrashAsync(await client.PublishAsync(content with { slug = $"{canary}-trashed" }));
        await client.VerbAsync(await client.PublishAsync(content with { slug = $"{canary}-unpublished" }), "unpublish");
        var published = await client.PublishAsync(new { title = "Plain", slug = $"plain-{Guid.NewGuid():N}" });
        await client.PatchAsync(published, content);

        foreach (var address in (string[])["posts?limit=100&body=markdown", "tags?limit=1000", "categories?limit=1000", "authors?limit=1000", "keywords?limit=1000", "links?limit=100", $"posts/{published["id"]}", $"posts/{published["slug"]}.md"])
        {
            using var answer = await cms.GetAsync($"/api/v1/{address}");
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue(address);
            text.ShouldNotContain(canary, Case.Insensitive, address);
            answer.Headers.ToString().ShouldNotContain(canary, Case.Insensitive, address);
        }

        foreach (var address in (string[])[$"posts/{canary}", $"posts/{canary}-draft", $"posts/{canary}-trashed", $"posts/{canary}-unpublished", $"tags/{canary}", $"categories/{canary}", $"authors/{canary}", $"keywords/{canary}"])
        {
            using var answer = await cms.GetAsync($"/api/v1/{address}");
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }
    }
}
