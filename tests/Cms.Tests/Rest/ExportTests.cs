using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

/// <summary>Every published post as a line of JSON.</summary>
public sealed class ExportTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", "markdown")]
    [InlineData("&body=none", "none")]
    [InlineData("&body=html", "html")]
    [InlineData("&body=text", "text")]
    public async Task Each_line_is_the_post_as_a_list_shows_it(string query, string body)
    {
        var tag = $"lines-{body}";
        await cms.ImportAsync([.. Enumerable.Range(1, 3).Select(day => ($"_posts/2020-01-0{day}-{tag}-{day}.md", $"---\ntitle: \"L: {day}\"\ntags: [{tag}]\n---\nA *b*\nc\n"))]);

        var lines = await LinesAsync($"/api/v1/export?tag={tag}{query}");

        var page = await cms.GetJsonAsync($"/api/v1/posts?tag={tag}&body={body}");
        lines.ShouldBe(page["items"]!.AsArray().Select(post => post!.ToJsonString(new(System.Text.Json.JsonSerializerOptions.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })));
        lines.Count.ShouldBe(3);
    }

    [Fact]
    public async Task More_posts_than_are_read_at_once_come_each_once_and_the_newest_first()
    {
        await cms.ImportAsync([.. Enumerable.Range(0, 250).Select(number => ($"_posts/2020-02-0{(number % 3) + 1}-many-{number:D3}.md", "---\ntags: [many]\n---\nText\n"))]);

        var posts = (await LinesAsync("/api/v1/export?tag=many")).Select(line => JsonNode.Parse(line)!).ToList();

        posts.Select(post => post["slug"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Count().ShouldBe(250);
        posts.Select(post => post["publishedAt"]!.GetValue<string>()).ShouldBe(posts.Select(post => post["publishedAt"]!.GetValue<string>()).OrderDescending(StringComparer.Ordinal));
        posts.Count.ShouldBe(250);
    }

    [Fact]
    public async Task Drafts_are_not_in_it()
    {
        await cms.ImportAsync(("_drafts/held.md", "---\ntags: [held]\n---\n"), ("_posts/2999-01-01-later.md", "---\ntags: [held]\n---\n"));

        (await LinesAsync("/api/v1/export?tag=held")).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip")]
    public async Task It_is_compressed_as_the_client_asks_with_a_tag_of_its_own(string coding)
    {
        await cms.ImportAsync(("_posts/2020-03-01-pressed.md", $"---\ntags: [pressed-{coding}]\n---\n{new string('x', 10_000)}\n"));
        var address = $"/api/v1/export?tag=pressed-{coding}";
        using var plain = await cms.GetAsync(address);

        using var answer = await cms.GetAsync(address, $"Accept-Encoding: {coding}");

        answer.Content.Headers.ContentEncoding.ShouldBe([coding]);
        answer.Headers.ETag.ShouldNotBe(plain.Headers.ETag);
        var bytes = await answer.Content.ReadAsByteArrayAsync(Ct);
        bytes.Length.ShouldBeLessThan(5_000);
        using Stream decoder = coding == "br" ? new BrotliStream(new MemoryStream(bytes), CompressionMode.Decompress) : new GZipStream(new MemoryStream(bytes), CompressionMode.Decompress);
        (await new StreamReader(decoder, Encoding.UTF8).ReadToEndAsync(Ct)).ShouldBe(await plain.Content.ReadAsStringAsync(Ct));
    }

    [Fact]
    public async Task Known_content_is_not_sent_again_until_something_changes()
    {
        await cms.ImportAsync(("_posts/2020-04-01-known.md", "---\ntags: [known]\n---\nText\n"));
        const string Address = "/api/v1/export?tag=known";
        using var first = await cms.GetAsync(Address);
        first.Content.Headers.ContentType!.MediaType.ShouldBe("application/x-ndjson");
        first.Headers.GetValues("Surrogate-Key").ShouldBe(["posts"]);

        using (var again = await cms.GetAsync(Address, $"If-None-Match: {first.Headers.ETag}"))
        {
            again.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        }

        using (var head = await cms.SendAsync(HttpMethod.Head, Address))
        {
            (head.StatusCode, head.Headers.ETag).ShouldBe((HttpStatusCode.OK, first.Headers.ETag));
            (await head.Content.ReadAsByteArrayAsync(Ct)).ShouldBeEmpty();
        }

        await cms.ImportAsync(("_posts/2020-04-02-new.md", "---\ntags: [known]\n---\nText\n"));
        using var changed = await cms.GetAsync(Address, $"If-None-Match: {first.Headers.ETag}");
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await changed.Content.ReadAsStringAsync(Ct)).Count(letter => letter == '\n').ShouldBe(2);
    }

    [Theory]
    [InlineData("/api/v1/export?limit=3", "", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/export?body=pdf", "", HttpStatusCode.BadRequest)]
    [InlineData("/api/v1/export", "application/json", HttpStatusCode.NotAcceptable)]
    public async Task What_cannot_be_answered_is_refused(string address, string accept, HttpStatusCode status)
    {
        using var answer = accept.Length == 0 ? await cms.GetAsync(address) : await cms.GetAsync(address, $"Accept: {accept}");

        answer.StatusCode.ShouldBe(status);
        await CmsFixture.ProblemOfAsync(answer);
    }

    private async Task<IReadOnlyList<string>> LinesAsync(string address)
    {
        using var answer = await cms.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync(Ct);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
