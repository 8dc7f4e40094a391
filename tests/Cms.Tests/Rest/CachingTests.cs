using System.IO.Compression;
using System.Net;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Rest;

public sealed class CachingTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly (string, string) LongPost = ("_posts/2024-01-01-long.md", $"---\ntitle: Long\ntags: [Größe]\n---\n{string.Concat(Enumerable.Repeat("Many words. ", 200))}\n");

    [Theory]
    [InlineData("known-post", "/api/v1/posts/known-post")]
    [InlineData("known-html", "/api/v1/posts/known-html.html")]
    [InlineData("known-page", "/api/v1/posts?tag=known-page")]
    [InlineData("known-tags", "/api/v1/tags")]
    [InlineData("known-archive", "/api/v1/archive")]
    public async Task What_a_client_has_is_not_sent_again_until_it_changes(string name, string address)
    {
        await cms.ImportAsAsync(name, ($"_posts/2024-01-01-{name}.md", $"---\ntitle: Known\ntags: [{name}]\n---\nFirst\n"));
        using var first = await cms.GetAsync(address);
        var tag = first.Headers.ETag!.ToString();

        using var again = await cms.GetAsync(address, $"If-None-Match: \"other\", W/{tag}");
        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        again.Headers.ETag!.ToString().ShouldBe(tag);
        (await again.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();

        await cms.ImportAsAsync(
            name,
            ($"_posts/2024-01-01-{name}.md", $"---\ntitle: Known anew\ntags: [{name}]\n---\nSecond\n"),
            ($"_posts/2024-01-02-{name}-too.md", $"---\ntitle: Too\ntags: [{name}]\n---\nText\n"));
        using var changed = await cms.GetAsync(address, $"If-None-Match: {tag}");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_encoding_has_a_tag_of_its_own_and_the_same_content()
    {
        await cms.ImportAsync(LongPost);
        using var plain = await cms.GetAsync("/api/v1/posts/long.txt");
        using var brotli = await cms.GetAsync("/api/v1/posts/long.txt", "Accept-Encoding: gzip, br");
        using var gzip = await cms.GetAsync("/api/v1/posts/long.txt", "Accept-Encoding: gzip, br;q=0");

        brotli.Content.Headers.ContentEncoding.ShouldBe(["br"]);
        gzip.Content.Headers.ContentEncoding.ShouldBe(["gzip"]);
        new[] { plain, brotli, gzip }.Select(answer => answer.Headers.ETag!.Tag).Distinct(StringComparer.Ordinal).Count().ShouldBe(3);

        var content = await plain.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        using var unpacked = new MemoryStream();
        await using (var packed = new BrotliStream(await brotli.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken), CompressionMode.Decompress))
        {
            await packed.CopyToAsync(unpacked, TestContext.Current.CancellationToken);
        }

        unpacked.ToArray().ShouldBe(content);
    }

    [Fact]
    public async Task An_answer_says_what_it_varies_by_and_what_it_is_purged_by()
    {
        await cms.ImportAsync(LongPost);
        using var answer = await cms.GetAsync("/api/v1/posts/long");

        answer.Headers.Vary.ShouldBe(["Accept", "Accept-Encoding"]);
        answer.Headers.CacheControl!.ToString().ShouldBe("public, must-revalidate, max-age=0");
        answer.Content.Headers.LastModified.ShouldNotBeNull();
        answer.Headers.GetValues("Surrogate-Key").ShouldHaveSingleItem().ShouldEndWith("tag:gr%C3%B6%C3%9Fe");
    }

    [Theory]
    [InlineData("listed", "/api/v1/posts?tag=listed")]
    [InlineData("listed-tags", "/api/v1/tags?limit=1000")]
    [InlineData("listed-feed", "/feed.atom")]
    [InlineData("listed-post", "/api/v1/posts/listed-post")]
    [InlineData("listed-beside", "/api/v1/posts/listed-beside/neighbours")]
    [InlineData("listed-links", "/api/v1/posts/listed-links/backlinks")]
    [InlineData("listed-changes", "/api/v1/changes")]
    [InlineData("listed-graphql", "/graphql?query={posts(first:1){nodes{title}}}")]
    public async Task An_answer_tells_since_when_it_is_so_and_is_sent_again_after_each_change(string name, string address)
    {
        await cms.ImportAsAsync(name, ($"_posts/2024-01-01-{name}.md", $"---\ntitle: Listed\ntags: [{name}]\n---\nFirst\n"));
        var changed = await LastModifiedAsync(address);
        using var known = await cms.GetAsync(address, $"If-Modified-Since: {changed:R}");
        using var byTag = await cms.GetAsync(address, $"If-Modified-Since: {changed:R}", "If-None-Match: \"other\"");

        // Each change has a second of its own, however close it comes behind another.
        foreach (var again in (string[])["Second", "Third"])
        {
            await cms.ImportAsAsync(name, ($"_posts/2024-01-01-{name}.md", $"---\ntitle: {again}\ntags: [{name}]\n---\n{again}\n"));
            using var after = await cms.GetAsync(address, $"If-Modified-Since: {changed:R}");
            after.StatusCode.ShouldBe(HttpStatusCode.OK, again);
        }

        known.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        byTag.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var last = await cms.GetAsync(address);
        last.Content.Headers.LastModified!.Value.ShouldBeGreaterThan(changed);
    }

    [Theory]
    [InlineData("/api/v1/search?q=anything")]
    [InlineData("/api/v1/posts?q=anything")]
    [InlineData("/graphql?query={search(text:%22anything%22){nodes{title}}}")]
    [InlineData("/robots.txt")]
    public async Task What_follows_from_more_than_the_content_tells_no_time(string address)
    {
        using var answer = await cms.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.LastModified.ShouldBeNull();
    }

    [Theory]
    [InlineData("gzip;q=0.5, identity", null)]
    [InlineData("br;q=0.9, Identity;q=1", null)]
    [InlineData("identity;q=0.5, gzip", "gzip")]
    [InlineData("identity, gzip", "gzip")]
    [InlineData("identity;q=0", null)]
    [InlineData("*", "br")]
    public async Task The_coding_is_the_one_that_the_client_likes_best(string accepted, string? coding)
    {
        await cms.ImportAsync(LongPost);

        using var answer = await cms.GetAsync("/api/v1/posts/long.txt", $"Accept-Encoding: {accepted}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentEncoding.SingleOrDefault().ShouldBe(coding);
    }

    [Fact]
    public async Task A_post_is_sent_again_when_what_it_names_has_changed_and_not_itself()
    {
        var writer = await WritingClient.OfAsync(cms, "admin");
        await writer.PublishAsync(new { title = "Names a tag", slug = "names-a-tag", language = "en", markdown = "x", tags = new[] { "Before-it" } });
        var since = await LastModifiedAsync("/api/v1/posts/names-a-tag");
        await writer.ChangeAsync("PATCH", "/api/v1/tags/before-it", new { name = "After it" });

        using var renamed = await cms.GetAsync("/api/v1/posts/names-a-tag", $"If-Modified-Since: {since:R}");

        (await renamed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("After it");
    }

    [Fact]
    public async Task A_slug_that_leads_to_an_older_post_by_now_is_sent_again()
    {
        var writer = await WritingClient.OfAsync(cms, "admin");
        await writer.PublishAsync(new { title = "Shared", slug = "slug-of-two", language = "en", markdown = "The older", publishedAt = "2020-01-01T00:00:00Z" });
        var newer = await writer.PublishAsync(new { title = "Shared", slug = "slug-of-two", language = "de", markdown = "The newer", publishedAt = "2021-01-01T00:00:00Z" });
        var since = await LastModifiedAsync("/api/v1/posts/slug-of-two");
        await writer.VerbAsync(newer, "unpublish");

        using var older = await cms.GetAsync("/api/v1/posts/slug-of-two", $"If-Modified-Since: {since:R}");

        (await older.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("The older");
    }

    [Fact]
    public async Task A_post_is_not_sent_again_to_who_has_it_since_the_content_changed_last()
    {
        await cms.ImportAsync(LongPost);
        var since = await LastModifiedAsync("/api/v1/posts/long");
        using var again = await cms.GetAsync("/api/v1/posts/long", $"If-Modified-Since: {since:R}");
        using var earlier = await cms.GetAsync("/api/v1/posts/long", $"If-Modified-Since: {since.AddMinutes(-1):R}");

        again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        earlier.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/api/v1/posts")]
    [InlineData("/api/v1/posts/long.html")]
    [InlineData("/api/v1/posts/nowhere")]
    [InlineData("/api/v1/links")]
    [InlineData("/")]
    [InlineData("/health/ready")]
    public async Task Head_has_the_headers_of_get_and_no_body(string address)
    {
        await cms.ImportAsync(LongPost);
        using var get = await cms.GetAsync(address);
        using var head = await cms.SendAsync(HttpMethod.Head, address);

        head.StatusCode.ShouldBe(get.StatusCode);
        head.Headers.ETag.ShouldBe(get.Headers.ETag);
        head.Content.Headers.ContentType.ShouldBe(get.Content.Headers.ContentType);
        (await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_of_another_origin_may_read_what_it_needs()
    {
        using var answer = await cms.GetAsync("/api/v1/posts", "Origin: https://example.org");
        answer.Headers.GetValues("Access-Control-Allow-Origin").ShouldBe(["*"]);
        answer.Headers.GetValues("Access-Control-Expose-Headers").ShouldHaveSingleItem().ShouldContain("ETag,Link,Location");

        await using var closed = await cms.StartAsync("--Cms:Cors:Origins:0=https://mine.example");
        using var client = closed.Server.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/posts");
        request.Headers.Add("Origin", "https://example.org");
        using var refused = await client.SendAsync(request, TestContext.Current.CancellationToken);
        refused.Headers.Contains("Access-Control-Allow-Origin").ShouldBeFalse();
    }

    // Until the second that it names is over, an answer tells an earlier one.
    private async Task<DateTimeOffset> LastModifiedAsync(string address)
    {
        for (var attempt = 0; ; attempt++)
        {
            var asked = TimeProvider.System.GetUtcNow();
            using var answer = await cms.GetAsync(address);
            var at = answer.Content.Headers.LastModified.ShouldNotBeNull(address);
            if (at < asked.AddSeconds(-1))
            {
                return at;
            }

            attempt.ShouldBeLessThan(300, $"{address} {at:R}");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }
}
