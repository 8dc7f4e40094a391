using System.Net;
using Cms.Tests.Hosting;
using Npgsql;
using static Cms.Tests.Imports.ImportClient;

namespace Cms.Tests.Imports;

/// <summary>How imports wait, are taken in and survive.</summary>
public sealed class ImportQueueTests(CmsFixture cms, PostgresFixture postgres) : IClassFixture<CmsFixture>
{
    // What the node that takes imports in holds.
    private const long WorkerLock = 0x436d73496d703032;

    [Fact]
    public async Task What_a_node_has_begun_and_not_ended_is_ended_by_the_next()
    {
        var client = await OfAsync(cms);
        string address;
        await using (await HoldWorkersAsync())
        {
            address = await client.QueueAsync(Zip("resumed.zip", ("_posts/2021-03-04-resumed.md", "x")));
            (await client.GetAsync(address))["status"]!.GetValue<string>().ShouldBe("queued");
            await ExecuteAsync($"update cms.imports set status = 'Running', attempts = 1, started_at = now() where id = '{address.Split('/')[^1]}'");
            (await client.GetAsync(address))["status"]!.GetValue<string>().ShouldBe("running");
        }

        var ended = await client.EndOfAsync(address);

        ended["status"]!.GetValue<string>().ShouldBe("succeeded");
        ended["report"]!["counts"]!["created"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task One_that_ends_its_node_each_time_fails_at_last()
    {
        var client = await OfAsync(cms);
        string address;
        await using (await HoldWorkersAsync())
        {
            address = await client.QueueAsync(Zip("poison.zip", ("_posts/2021-03-04-poison.md", "x")));
            await ExecuteAsync($"update cms.imports set status = 'Running', attempts = 5, started_at = now() where id = '{address.Split('/')[^1]}'");
        }

        var ended = await client.EndOfAsync(address);

        (ended["status"]!.GetValue<string>(), ended["error"]!["code"]!.GetValue<string>()).ShouldBe(("failed", "interrupted"));
    }

    [Fact]
    public async Task Of_several_nodes_one_takes_each_import_and_nothing_that_was_sent_is_left_behind()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        await using var second = await own.StartAsync();
        await using var third = await own.StartAsync();
        using var other = second.Server.CreateClient();
        var key = await own.KeyAsync("admin");
        ImportClient[] clients = [new(own.Client, key), new(other, key)];

        var addresses = await Task.WhenAll(Enumerable.Range(0, 8).Select(number =>
            clients[number % 2].QueueAsync(Zip($"blog-{number}.zip", ($"_posts/2021-03-04-of-blog-{number}.md", "x")))));
        var ended = await Task.WhenAll(addresses.Select(clients[0].EndOfAsync));

        ended.ShouldAllBe(import => import["status"]!.GetValue<string>() == "succeeded" && import["report"]!["counts"]!["created"]!.GetValue<int>() == 1);
        (await ScalarAsync(own, "select count(*) from cms.imports where attempts <> 1")).ShouldBe(0);
        (await ScalarAsync(own, "select count(*) from cms.import_parts")).ShouldBe(0);
        (await ScalarAsync(own, "select count(*) from cms.mt_doc_post")).ShouldBe(8);
    }

    [Fact]
    public async Task Beyond_the_setting_no_more_can_wait()
    {
        await using var own = await new CmsFixture(postgres).StartedAsync();
        await using var node = await own.StartAsync("--Cms:Import:MaxQueued=2");
        using var http = node.Server.CreateClient();
        var client = new ImportClient(http, await own.KeyAsync("admin"));
        await using var held = await HoldWorkersAsync(own);

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => client.SendAsync(Text($"Text {number}", "text/markdown"))));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Accepted).ShouldBe(2);
        var refused = answers.First(answer => answer.StatusCode != HttpStatusCode.Accepted);
        refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        refused.Headers.RetryAfter.ShouldNotBeNull();
        (await CmsFixture.CodeOfAsync(refused)).ShouldBe("import-queue-full");
    }

    [Fact]
    public async Task The_list_is_pages_of_the_newest_without_their_reports()
    {
        var client = await OfAsync(cms);
        List<string> sent = [];
        for (var number = 0; number < 3; number++)
        {
            sent.Add((await client.ImportAsync(Text($"Listed {number}.", "text/markdown"), "?source=listed"))["id"]!.GetValue<string>());
        }

        List<string> seen = [];
        for (var address = "/api/v1/imports?limit=2"; address is not null;)
        {
            var page = await client.GetAsync(address);
            seen.AddRange(page["items"]!.AsArray().Select(import => $"{import!["id"]}"));
            page["items"]!.AsArray().ShouldAllBe(import => import!.AsObject()["report"] == null);
            address = page["page"]!["next"] is { } next ? $"/api/v1/imports?limit=2&after={next}" : null;
        }

        seen.Where(sent.Contains).ShouldBe(Enumerable.Reverse(sent));
    }

    [Theory]
    [InlineData("made-up")]
    [InlineData("0199b2c4-7d3e-7c11-9f60-2b6f0d8e4a51")]
    public async Task An_import_that_never_was_is_not_found(string id)
    {
        using var answer = await cms.GetAsync($"/api/v1/imports/{id}", await cms.KeyAsync("admin"));
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("import-not-found");
    }

    private Task<NpgsqlConnection> HoldWorkersAsync() => HoldWorkersAsync(cms);

    // Waits for a worker that is in the middle of something.
    private static async Task<NpgsqlConnection> HoldWorkersAsync(CmsFixture cms)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cms.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var hold = new NpgsqlCommand("select pg_advisory_lock($1)", connection) { Parameters = { new() { Value = WorkerLock } } };
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        (await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBe(1);
    }

    private static async Task<long> ScalarAsync(CmsFixture cms, string sql)
    {
        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}
