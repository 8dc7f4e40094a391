using System.Net;
using System.Text.Json;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Rest;

/// <summary>What cannot be a post is refused with its field and reason, and nothing is stored.</summary>
public sealed class BadPostTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    public static TheoryData<string, string, int> Bodies => new()
    {
        { """{}""", "title", 400 },
        { """{ "title": null }""", "title", 400 },
        { """{ "title": "  " }""", "title", 422 },
        { """{ "title": 7 }""", "title", 400 },
        { """{ "title": "a\nb" }""", "title", 422 },
        { """{ "title": "a\u0000b" }""", "title", 422 },
        { """{ "title": "a\ud800b" }""", "title", 400 },
        { """{ "title": "x", "markdown": "\udc00" }""", "markdown", 400 },
        { """{ "title": "x", "markdown": "\u0000" }""", "markdown", 422 },
        { """{ "title": "x", "nonsense": 1 }""", "nonsense", 400 },
        { """{ "title": "x", "links": [{ "name": "a", "uri": "b" }] }""", "links[0].uri", 400 },
        { """{ "title": "x", "links": ["a"] }""", "links[0]", 400 },
        { """{ "title": "x", "links": [{ "name": "a", "url": "javascript:alert(1)" }] }""", "links", 422 },
        { """{ "title": "x", "links": [{ "name": "a", "url": "java\tscript:alert(1)" }] }""", "links", 422 },
        { """{ "title": "x", "canonicalUrl": "javascript:alert(1)" }""", "canonicalUrl", 422 },
        { """{ "title": "x", "image": "data:image/svg+xml;base64,AAAA" }""", "image", 422 },
        { """{ "title": "x", "image": { "alt": "none" } }""", "image", 400 },
        { """{ "title": "x", "authors": [{ "name": "a", "url": "vbscript:x" }] }""", "authors", 422 },
        { """{ "title": "x", "slug": "../../etc" }""", "slug", 422 },
        { """{ "title": "x", "slug": "a\\b" }""", "slug", 422 },
        { """{ "title": "x", "slug": "!!!" }""", "slug", 422 },
        { """{ "title": "x", "path": "no-slash" }""", "path", 422 },
        { """{ "title": "x", "path": "/a?b=c" }""", "path", 422 },
        { """{ "title": "x", "path": "/a/../b" }""", "path", 422 },
        { """{ "title": "x", "language": "not a language" }""", "language", 422 },
        { """{ "title": "x", "tags": "docker" }""", "tags", 400 },
        { """{ "title": "x", "tags": [""] }""", "tags", 422 },
        { """{ "title": "x", "tags": [null] }""", "tags[0]", 400 },
        { """{ "title": "x", "publishedAt": "0000-01-01T00:00:00Z" }""", "publishedAt", 400 },
        { """{ "title": "x", "publishedAt": "99999-01-01T00:00:00Z" }""", "publishedAt", 400 },
        { """{ "title": "x", "publishedAt": "yesterday" }""", "publishedAt", 400 },
        { """{ "title": "x", "featured": "yes" }""", "featured", 400 },
        { """{ "title": "x", "fields": [] }""", "fields", 400 },
        { """{ "title": "x", "fields": { "a": "\u0000" } }""", "fields", 422 },
        { """{ "title": "x", "fields": { "a": "\ud800" } }""", "fields", 400 },
        { """{ "title": "x", "fields": { "a": 1e400 } }""", "fields", 422 },
        { """{ "title": "x", "image": { "url": "/a.png", "width": -1e400 } }""", "image", 422 },
        { """{ "title": "x", "id": "7" }""", "id", 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_field_that_cannot_be_taken_is_named(string body, string field, int status)
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", body);
        await ShouldBlameAsync(answer, field, status);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16", "{ \"title\": \"x\" }", 415)]
    [InlineData("text/markdown; charset=windows-1252", "---\ntitle: x\n---\n", 415)]
    [InlineData("text/markdown; charset=\"UTF-8\"", "---\ntitle: Gr\u00f6\u00dfe\n---\n", 400)]
    [InlineData("text/markdown", "---\ntitle: Gr\u00f6\u00dfe\n---\n", 400)]
    public async Task A_text_in_another_encoding_is_refused_rather_than_guessed(string type, string text, int status)
    {
        var key = await cms.KeyAsync("write");
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/posts", UriKind.Relative)) { Content = new ByteArrayContent(System.Text.Encoding.Latin1.GetBytes(text)) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Headers.TryAddWithoutValidation("Authorization", key["Authorization: ".Length..]);

        using var answer = await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("UTF-8");
    }

    [Fact]
    public async Task What_is_too_much_is_named()
    {
        var client = await OfAsync(cms);
        foreach (var (field, body) in ((string, object)[])
            [
                ("title", new { title = new string('x', 1_000_000) }),
                ("tags", new { title = "x", tags = new[] { new string('x', 10_000) } }),
                ("tags", new { title = "x", tags = Enumerable.Range(0, 100_000).Select(number => $"tag {number}") }),
                ("markdown", new { title = "x", markdown = new string('x', 1_000_001) }),
                ("description", new { title = "x", description = new string('x', 10_001) }),
                ("fields", new { title = "x", fields = new { big = new string('x', 100_001) } }),
                ("path", new { title = "x", path = $"/{new string('x', 2_000)}" }),
            ])
        {
            using var answer = await client.SendAsync("POST", "/api/v1/posts", body);
            await ShouldBlameAsync(answer, field, 422);
        }
    }

    [Theory]
    [InlineData("[]", "application/json", 400, "invalid-body")]
    [InlineData("{", "application/json", 400, "invalid-body")]
    [InlineData("", "application/json", 400, "invalid-body")]
    [InlineData("""{ "title": "x", "title": "y" }""", "application/json", 400, "invalid-body")]
    [InlineData("""{ "title": "x", "\ud800": 1 }""", "application/json", 400, "invalid-body")]
    [InlineData("""{ "title": "x", "fields": { "\ud800": 1 } }""", "application/json", 400, "invalid-body")]
    [InlineData("""{ "title": "x" }""", "text/plain", 415, "unsupported-media-type")]
    [InlineData("""{ "title": "x" }""", "application/merge-patch+json", 415, "unsupported-media-type")]
    [InlineData("""{ "title": "x" }""", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: x\n---\n", "application/json", 400, "invalid-body")]
    [InlineData("No front matter.", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: x\npermalink: no-slash/:nonsense\n---\n", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: \"a\\0b\"\n---\n", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: x\ndate: 0000-01-01\n---\n", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: x\ndate: 99999-01-01\n---\n", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: x\nmodified: soon\n---\n", "text/markdown", 422, "invalid-post")]
    [InlineData("---\ntitle: x\n---\na\0b", "text/markdown", 422, "invalid-post")]
    public async Task A_body_that_cannot_be_read_is_refused(string body, string contentType, int status, string code)
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendTextAsync("POST", "/api/v1/posts", body, contentType);
        ((int)answer.StatusCode).ShouldBe(status);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe(code);
    }

    [Fact]
    public async Task A_body_that_says_it_is_packed_is_refused()
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", new { title = "x" }, "Content-Encoding: gzip");
        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        answer.Headers.GetValues("Accept-Encoding").ShouldBe(["identity"]);
    }

    [Fact]
    public async Task A_date_beyond_the_years_that_are_taken_is_told_which_they_are()
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", new { title = "x", publishedAt = "9999-01-01T00:00:00Z" });
        (await CmsFixture.ProblemOfAsync(answer))["errors"]!["publishedAt"]![0]!.GetValue<string>().ShouldContain("between the years 2 and 9998");
    }

    [Theory]
    [InlineData("title", 400)]
    [InlineData("fields", 400)]
    public async Task Json_nested_ten_thousand_deep_is_refused(string field, int status)
    {
        var client = await OfAsync(cms);
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 10_000)) + "1" + new string('}', 10_000);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", $$"""{ "title": "x", "{{field}}": {{deep}} }""".Replace("\"title\": \"x\", \"title\"", "\"title\"", StringComparison.Ordinal));
        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task Fields_nested_deeper_than_the_limit_are_refused()
    {
        var client = await OfAsync(cms);
        var deep = string.Concat(Enumerable.Repeat("{\"a\":", 30)) + "1" + new string('}', 30);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", $$"""{ "title": "x", "fields": {{deep}} }""");
        await ShouldBlameAsync(answer, "fields", 422);
    }

    [Fact]
    public async Task A_body_beyond_all_limits_is_not_read()
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", JsonSerializer.Serialize(new { title = new string('x', 9_000_000) }));
        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("""{ "title": null }""", "title")]
    [InlineData("""{ "slug": null }""", "slug")]
    [InlineData("""{ "id": "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51" }""", "id")]
    [InlineData("""{ "status": "published" }""", "status")]
    public async Task A_patch_of_what_cannot_be_patched_is_refused(string patch, string field)
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Patch"));
        using var answer = await client.SendTextAsync("PATCH", AddressOf(post), patch, "application/merge-patch+json", "If-Match: *");
        await ShouldBlameAsync(answer, field, 400);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("ü")]
    public async Task A_key_that_is_no_word_is_refused(string key)
    {
        var client = await OfAsync(cms);
        using var answer = await client.SendAsync("POST", "/api/v1/posts", new { title = "x" }, $"Idempotency-Key: {key}");
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task ShouldBlameAsync(HttpResponseMessage answer, string field, int status)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        ((int)answer.StatusCode).ShouldBe(status, text[..Math.Min(text.Length, 300)]);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![field].ShouldNotBeNull(text[..Math.Min(text.Length, 300)]);
    }
}
