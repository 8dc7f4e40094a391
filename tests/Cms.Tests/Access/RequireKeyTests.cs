using System.Net;
using Alba;
using Cms.Tests.Hosting;

namespace Cms.Tests.Access;

public sealed class RequireKeyTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private IAlbaHost closed = null!;

    public async ValueTask InitializeAsync() => closed = await cms.StartAsync("--Cms:Delivery:RequireKey=true");

    [Theory]
    [InlineData("/api/v1/posts")]
    [InlineData("/api/v1/tags")]
    [InlineData("/api/v1/links")]
    [InlineData("/api/v1/archive")]
    [InlineData("/api/v1/changes")]
    [InlineData("/graphql?query={posts{nodes{id}}}")]
    [InlineData("/feed.atom")]
    [InlineData("/feed.json")]
    [InlineData("/sitemap.xml")]
    public async Task Readers_need_a_key_then(string address)
    {
        using var without = await closed.AskAsync(HttpMethod.Get, address);
        using var with = await closed.AskAsync(HttpMethod.Get, address, await cms.KeyAsync("publish"));

        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        without.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await CmsFixture.CodeOfAsync(without)).ShouldBe("key-required");
        with.StatusCode.ShouldBe(HttpStatusCode.OK);
        with.Headers.CacheControl!.Private.ShouldBeTrue();
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    [InlineData("/")]
    [InlineData("/docs/")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/docs/errors")]
    public async Task What_holds_no_content_stays_open(string address) => (await closed.StatusAsync(address)).ShouldBe(HttpStatusCode.OK);

    [Fact]
    public async Task The_explorer_opens_and_answers_nobody()
    {
        using var page = await closed.AskAsync(HttpMethod.Get, "/graphql", "Accept: text/html");
        using var query = await closed.AskAsync(HttpMethod.Post, "/graphql", body: new { query = "{ posts { nodes { id } } }" });

        page.StatusCode.ShouldBe(HttpStatusCode.OK);
        page.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        query.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    public ValueTask DisposeAsync() => closed.DisposeAsync();
}
