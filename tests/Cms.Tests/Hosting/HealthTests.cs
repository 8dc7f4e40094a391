using System.Net;

namespace Cms.Tests.Hosting;

public sealed class HealthTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_server_with_its_database_is_live_and_ready()
    {
        using var live = await cms.GetAsync("/health/live");
        using var ready = await cms.GetAsync("/health/ready");

        live.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        ready.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Without_its_database_it_says_so_and_with_it_all_is_well_again()
    {
        await cms.GetJsonAsync("/api/v1/posts");
        await cms.CloseDatabaseAsync();
        try
        {
            // What was answered before may be answered from memory for a moment yet.
            using var posts = await UntilAsync("/api/v1/posts?limit=1", HttpStatusCode.ServiceUnavailable);
            posts.Headers.RetryAfter.ShouldNotBeNull();
            (await CmsFixture.CodeOfAsync(posts)).ShouldBe("store-unavailable");
            using var ready = await cms.GetAsync("/health/ready");
            ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            using var live = await cms.GetAsync("/health/live");
            live.StatusCode.ShouldBe(HttpStatusCode.OK);
        }
        finally
        {
            await cms.OpenDatabaseAsync();
        }

        await cms.GetJsonAsync("/health/ready");
        await cms.GetJsonAsync("/api/v1/posts");
    }

    private async Task<HttpResponseMessage> UntilAsync(string address, HttpStatusCode status)
    {
        for (var attempt = 1; ; attempt++)
        {
            var answer = await cms.GetAsync(address);
            if (answer.StatusCode == status || attempt == 10)
            {
                answer.StatusCode.ShouldBe(status);
                return answer;
            }

            answer.Dispose();
        }
    }
}
