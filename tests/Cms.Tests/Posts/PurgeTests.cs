using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Imports;
using Npgsql;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

public sealed class PurgeTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Nothing_of_a_purged_post_is_left_in_any_table_but_its_addresses()
    {
        var client = await OfAsync(cms);
        var canary = $"canary{Guid.NewGuid():N}";
        var post = await ReadAsync(client.SendAsync(
            "POST",
            "/api/v1/posts",
            new
            {
                title = canary,
                slug = "plain",
                path = "/known/to-readers",
                markdown = $"{canary} [{canary}](https://{canary}.example/body)",
                tags = new[] { canary },
                keywords = new[] { canary },
                links = new[] { new { name = canary, url = $"https://{canary}.example/" } },
                fields = new Dictionary<string, string>(StringComparer.Ordinal) { [canary] = canary },
            },
            $"Idempotency-Key: {Guid.NewGuid()}"));
        await client.VerbAsync(post, "publish");
        await client.PatchAsync(post, new { description = canary });
        await client.TrashAsync(post);
        (await TablesThatHoldAsync(canary)).ShouldNotBeEmpty();

        using var purged = await client.SendAsync("DELETE", $"{AddressOf(post)}?purge=true", body: null, "If-Match: *");

        purged.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TablesThatHoldAsync(canary)).ShouldBeEmpty();
        (await TablesThatHoldAsync("/known/to-readers")).ShouldBe(["mt_events", "post_changes"]);
        foreach (var address in (string[])["?version=draft", "/revisions", "/revisions/1"])
        {
            using var answer = await client.SendAsync("GET", AddressOf(post) + address);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, address);
        }

        using var again = await client.SendAsync("POST", "/api/v1/posts", new { id = $"{post["id"]}", title = "Again" });
        (await CmsFixture.CodeOfAsync(again)).ShouldBe("id-taken");
    }

    [Fact]
    public async Task Nothing_is_left_of_the_file_that_a_purged_post_was_sent_in()
    {
        var client = await OfAsync(cms);
        var canary = $"canary{Guid.NewGuid():N}";
        var file = ImportClient.Text($"---\ntitle: {canary}\nslug: sent\npermalink: /sent/{Guid.NewGuid():N}\n---\n{canary}\n", "text/markdown");
        var import = await (await ImportClient.OfAsync(cms)).ImportAsync(ImportClient.Form(($"_posts/2021-03-04-{canary}.md", file)), "?source=sent");
        var post = new JsonObject { ["id"] = $"{import["report"]!["files"]![0]!["post"]!["id"]}" };
        await client.TrashAsync(post);

        using var purged = await client.SendAsync("DELETE", $"{AddressOf(post)}?purge=true", body: null, "If-Match: *");

        purged.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await TablesThatHoldAsync(canary)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("admin", "draft", 409)]
    [InlineData("admin", "published", 409)]
    [InlineData("admin", "archived", 409)]
    [InlineData("write", "trashed", 403)]
    [InlineData("publish", "trashed", 403)]
    public async Task Only_an_admin_purges_and_only_what_lies_in_the_trash(string scope, string status, int answered)
    {
        var admin = await OfAsync(cms);
        var post = await admin.CreateAsync(Unique(status));
        _ = status switch
        {
            "published" => await admin.VerbAsync(post, "publish"),
            "archived" => await admin.VerbAsync(post, "archive"),
            "trashed" => await admin.TrashAsync(post),
            _ => post,
        };

        using var answer = await (await OfAsync(cms, scope)).SendAsync("DELETE", $"{AddressOf(post)}?purge=true", body: null, "If-Match: *");

        ((int)answer.StatusCode).ShouldBe(answered);
    }

    private async Task<List<string>> TablesThatHoldAsync(string text)
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        List<string> tables = [];
        await using (var list = dataSource.CreateCommand("select tablename from pg_tables where schemaname = 'cms' order by 1"))
        await using (var reader = await list.ExecuteReaderAsync(TestContext.Current.CancellationToken))
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                tables.Add(reader.GetString(0));
            }
        }

        List<string> holding = [];
        foreach (var table in tables)
        {
            // Bytes are shown in hex.
            await using var search = dataSource.CreateCommand($"select exists (select from cms.\"{table}\" t where t::text like '%' || $1 || '%' or t::text like '%' || $2 || '%')");
            search.Parameters.Add(new() { Value = text });
            search.Parameters.Add(new() { Value = Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)) });
            if ((bool)(await search.ExecuteScalarAsync(TestContext.Current.CancellationToken))!)
            {
                holding.Add(table);
            }
        }

        return holding;
    }
}
