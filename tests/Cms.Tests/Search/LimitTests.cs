using Cms.Tests.Hosting;
using Npgsql;
using static Cms.Tests.Search.SearchClient;

namespace Cms.Tests.Search;

/// <summary>What costs too much is refused, and what asks for it keeps nothing else waiting.</summary>
public sealed class LimitTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_question_that_takes_too_long_is_refused()
    {
        await cms.ImportAndIndexAsync(Post("slow", "Slow", "Text.", "tags: [slow]"));
        await using var hurried = await cms.StartAsync("--Cms:Delivery:QueryTimeout=00:00:00.2", "--Cms:Cache:Bytes=0");
        using var client = hurried.Server.CreateClient();
        await using var connection = new NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand("lock table cms.search_documents, cms.published_post_terms in access exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync(Token);

        foreach (var address in (string[])["/api/v1/search?q=slow", "/api/v1/posts?q=slow", "/api/v1/posts?tag=slow"])
        {
            using var refused = await client.GetAsync(address, Token);
            ((int)refused.StatusCode).ShouldBe(422, address);
            (await CmsFixture.CodeOfAsync(refused)).ShouldBe("query-too-expensive");
        }
    }

    [Fact]
    public async Task More_searches_than_may_wait_are_told_to_come_back()
    {
        await using var narrow = await cms.StartAsync("--Cms:Limits:ExpensiveQueries=1", "--Cms:Delivery:QueryTimeout=00:00:10", "--Cms:Cache:Bytes=0");
        using var client = narrow.Server.CreateClient();
        await using var connection = new NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var hold = new NpgsqlCommand("lock table cms.search_documents in access exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync(Token);

        var asked = Enumerable.Range(0, 12).Select(number => client.GetAsync($"/api/v1/search?q=word{number}", Token)).ToList();
        using var refused = await await Task.WhenAny(asked);

        ((int)refused.StatusCode).ShouldBe(503);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await CmsFixture.CodeOfAsync(refused)).ShouldBe("busy");
        using var other = await client.GetAsync("/api/v1/posts", Token);
        ((int)other.StatusCode).ShouldBe(200);
        await transaction.RollbackAsync(Token);
        foreach (var answer in await Task.WhenAll(asked))
        {
            ((int)answer.StatusCode).ShouldBeOneOf(200, 503);
            answer.Dispose();
        }
    }
}
