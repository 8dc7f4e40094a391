using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Npgsql;

namespace Cms.Tests.GraphQL;

public sealed class StoreGoneTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Without_its_database_an_answer_says_so_and_with_it_all_is_well_again()
    {
        const string Address = "/graphql?query={posts{nodes{title}}}";
        var name = new NpgsqlConnectionStringBuilder(cms.ConnectionString).Database;
        using var before = await cms.GetAsync(Address);
        await cms.CloseDatabaseAsync();
        try
        {
            using var answer = await cms.GetAsync("/graphql?query={posts{nodes{slug}}}");
            answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            answer.Headers.RetryAfter.ShouldNotBeNull();
            var error = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]![0]!;
            error["extensions"]!["code"]!.GetValue<string>().ShouldBe("store-unavailable");
            error["message"]!.GetValue<string>().Contains(name!, StringComparison.Ordinal).ShouldBeFalse();
        }
        finally
        {
            await cms.OpenDatabaseAsync();
        }

        using var after = await cms.GetAsync(Address);
        before.StatusCode.ShouldBe(HttpStatusCode.OK);
        after.StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
