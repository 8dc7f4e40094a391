using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cms.Content.Access;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Cms.Tests.Access;

public sealed class AuditTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Keys_that_are_made_and_revoked_are_written_down_with_who_did_it()
    {
        var admin = await cms.KeyAsync("admin");
        var made = await cms.CreateKeyAsync(admin, new { name = "Noted", scopes = new[] { "read" } });
        using var revoked = await cms.Http.AskAsync(HttpMethod.Delete, $"/api/v1/keys/{made["id"]}", admin);

        var rows = await RowsAsync($"id={made["id"]}", admin);

        rows.Select(row => row["action"]!.GetValue<string>()).ShouldBe(["revoked", "created"]);
        rows[1]["by"]!.GetValue<string>().ShouldBe("admin");
        rows[1]["kind"]!.GetValue<string>().ShouldBe("key");
        rows[1]["details"]!.ToJsonString().ShouldBe("""{"name":"Noted","scopes":["read"]}""");
    }

    [Fact]
    public async Task Old_rows_go_when_the_settings_say_so_save_that_keys_were_made()
    {
        var admin = await cms.KeyAsync("admin");
        var made = await cms.CreateKeyAsync(admin, new { name = "Old", scopes = new[] { "read" } });
        using var revoked = await cms.Http.AskAsync(HttpMethod.Delete, $"/api/v1/keys/{made["id"]}", admin);
        await using (var dataSource = NpgsqlDataSource.Create(cms.ConnectionString))
        await using (var age = dataSource.CreateCommand("update cms.audit set at = at - interval '31 days' where subject = $1"))
        {
            age.Parameters.Add(new() { Value = $"{made["id"]}" });
            await age.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        await using var forgetful = await cms.StartAsync("--Cms:Audit:KeepDays=30");

        await AccessClient.UntilAsync(async () => (await RowsAsync($"id={made["id"]}", admin)).Select(row => $"{row["action"]}").SequenceEqual(["created"], StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_an_import_changes_is_written_down_post_by_post()
    {
        var admin = await cms.KeyAsync("admin");
        var report = await cms.ImportAsync(("_posts/2024-01-01-audited.md", "---\ntitle: Not in the audit\n---\nNor this\n"));
        var post = report.Files.Single(file => file.PostId is not null).PostId;

        var rows = await RowsAsync($"kind=post&id={post}", admin);

        var row = rows.ShouldHaveSingleItem();
        row["action"]!.GetValue<string>().ShouldBe("imported");
        row["details"]!.ToJsonString().ShouldBe("""{"revision":1}""");
        row["by"]!.GetValue<string>().ShouldBe("command line");
        (await RowsAsync("kind=source&action=configured", admin)).ShouldNotBeEmpty();
    }

    [Fact]
    public async Task What_an_import_changes_bears_the_name_of_whoever_imports()
    {
        var admin = await cms.KeyAsync("admin");
        var by = new Actor($"importer-{Guid.NewGuid():N}", KeyId: null, "192.0.2.7");
        var request = new ImportRequest("") { By = by, Prune = true };
        await cms.ImportAsAsync(by.Name, request, ("_posts/2024-01-02-goes.md", "Text\n"), ("_posts/2024-01-03-stays.md", "Text\n"));
        await cms.ImportAsAsync(by.Name, request, ("_posts/2024-01-03-stays.md", "Text\n"));

        var rows = await RowsAsync($"by={by.Name}", admin);

        rows.Select(row => $"{row["kind"]} {row["action"]} {row["address"]}").ShouldBe(
            ["post trashed 192.0.2.7", "post imported 192.0.2.7", "post imported 192.0.2.7", "source configured 192.0.2.7"]);
    }

    [Fact]
    public async Task Pages_hold_every_row_once_the_newest_first()
    {
        var admin = await cms.KeyAsync("admin");
        var keys = cms.Services.GetRequiredService<ApiKeys>();
        var actor = new Actor($"pager-{Guid.NewGuid():N}", KeyId: null, "192.0.2.9");
        List<string> made = [];
        for (var number = 0; number < 7; number++)
        {
            made.Add((await keys.CreateAsync(new NewApiKey("Paged", ["read"]), actor, TestContext.Current.CancellationToken)).Key.Id.ToString());
        }

        List<string> seen = [];
        string? after = null;
        do
        {
            var page = await cms.Http.JsonAsync($"/api/v1/audit?by={actor.Name}&limit=3{(after is null ? "" : $"&after={after}")}", admin);
            seen.AddRange(page["items"]!.AsArray().Select(row => row!["id"]!.GetValue<string>()));
            page["items"]![0]!["address"]!.GetValue<string>().ShouldBe("192.0.2.9");
            after = page["page"]!["next"]?.GetValue<string>();
        }
        while (after is not null);

        made.Reverse();
        seen.ShouldBe(made);
    }

    [Fact]
    public async Task A_time_span_takes_its_beginning_and_leaves_its_end()
    {
        var admin = await cms.KeyAsync("admin");
        var made = await cms.CreateKeyAsync(admin, new { name = "Timed", scopes = new[] { "read" } });
        var at = DateTimeOffset.Parse((await RowsAsync($"id={made["id"]}", admin))[0]["at"]!.GetValue<string>(), CultureInfo.InvariantCulture);
        var (before, after) = (at.AddMinutes(-1).UtcDateTime.ToString("O"), at.AddMinutes(1).UtcDateTime.ToString("O"));

        (await RowsAsync($"id={made["id"]}&since={before}&until={after}", admin)).Count.ShouldBe(1);
        (await RowsAsync($"id={made["id"]}&since={after}", admin)).ShouldBeEmpty();
        (await RowsAsync($"id={made["id"]}&until={before}", admin)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Failed_sign_ins_of_an_address_share_a_row()
    {
        var admin = await cms.KeyAsync("admin");
        for (var guess = 0; guess < 5; guess++)
        {
            (await cms.Http.AskFromAsync("192.0.2.77", "/api/v1/posts", "Authorization: Bearer nonsense")).Status.ShouldBe(401);
        }

        await AccessClient.UntilAsync(async () =>
            (await RowsAsync("kind=sign-in", admin)).SingleOrDefault(row => row["address"]?.GetValue<string>() == "192.0.2.77")?["details"]!["count"]!.GetValue<int>() == 5);
    }

    [Fact]
    public async Task A_change_that_fails_leaves_no_row()
    {
        await using var connection = await cms.Services.GetRequiredService<NpgsqlDataSource>().OpenConnectionAsync(TestContext.Current.CancellationToken);
        var actor = new Actor($"nobody-{Guid.NewGuid():N}");
        await using (var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken))
        {
            await Audit.RecordAsync(transaction, actor, [new AuditEntry("created", "post", "1")], TestContext.Current.CancellationToken);
            await transaction.RollbackAsync(TestContext.Current.CancellationToken);
        }

        (await RowsAsync($"by={actor.Name}", await cms.KeyAsync("admin"))).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("who=x", "who")]
    [InlineData("limit=0", "limit")]
    [InlineData("since=yesterday", "since")]
    public async Task A_parameter_that_cannot_be_taken_is_named(string query, string parameter)
    {
        using var answer = await cms.GetAsync($"/api/v1/audit?{query}", await cms.KeyAsync("admin"));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![parameter].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_cursor_of_other_filters_is_refused()
    {
        var admin = await cms.KeyAsync("admin");
        await cms.KeyAsync("read");
        var page = await cms.Http.JsonAsync("/api/v1/audit?kind=key&limit=1", admin);
        using var answer = await cms.GetAsync($"/api/v1/audit?limit=1&after={page["page"]!["next"]}", admin);

        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-cursor");
    }

    private async Task<List<JsonNode>> RowsAsync(string query, string admin) =>
        [.. (await cms.Http.JsonAsync($"/api/v1/audit?{query}", admin))["items"]!.AsArray().Select(row => row!)];
}
