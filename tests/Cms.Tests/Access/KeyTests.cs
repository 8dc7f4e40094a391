using System.Net;
using Alba;
using Cms.Content.Access;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Npgsql;

namespace Cms.Tests.Access;

public sealed class KeyTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Keys = "/api/v1/keys";

    [Fact]
    public async Task A_key_is_shown_when_it_is_made_and_never_again()
    {
        var admin = await cms.KeyAsync("admin");
        var made = await cms.CreateKeyAsync(admin, new { name = "Editor", scopes = new[] { "write" }, expiresAt = "2099-01-01T00:00:00Z" });
        var key = made["key"]!.GetValue<string>();

        key.ShouldStartWith("cms_");
        key.Length.ShouldBe("cms_".Length + 43);
        var listed = await cms.Http.JsonAsync(Keys, admin);
        listed.ToJsonString().ShouldNotContain(key);
        var row = listed["items"]!.AsArray().Single(row => row!["id"]!.GetValue<string>() == made["id"]!.GetValue<string>())!;
        row["name"]!.GetValue<string>().ShouldBe("Editor");
        row["scopes"]!.ToJsonString().ShouldBe("""["write"]""");
        row["expiresAt"]!.GetValue<string>().ShouldBe("2099-01-01T00:00:00Z");
        row["lastUsedAt"].ShouldBeNull();
    }

    [Fact]
    public async Task Without_a_key_the_answer_says_how_to_send_one()
    {
        using var answer = await cms.GetAsync(Keys);

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
        var problem = await CmsFixture.ProblemOfAsync(answer);
        problem["code"]!.GetValue<string>().ShouldBe("key-required");
        problem["detail"]!.GetValue<string>().ShouldContain("Authorization: Bearer");
    }

    [Theory]
    [InlineData("read")]
    [InlineData("preview")]
    [InlineData("write")]
    [InlineData("publish")]
    public async Task A_key_that_may_not_is_told_the_scope_that_is_missing(string scope)
    {
        using var answer = await cms.GetAsync(Keys, await cms.KeyAsync(scope));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"insufficient_scope\", scope=\"admin\"");
        var problem = await CmsFixture.ProblemOfAsync(answer);
        problem["code"]!.GetValue<string>().ShouldBe("missing-scope");
        problem["detail"]!.GetValue<string>().ShouldContain("'admin'");
    }

    [Theory]
    [InlineData("Bearer cms_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("Bearer x")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("cms_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task A_key_that_does_not_count_is_an_error_even_where_none_is_needed(string authorization)
    {
        using var answer = await cms.GetAsync("/api/v1/posts", $"Authorization: {authorization}");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer error=\"invalid_token\"");
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-key");
        using var health = await cms.GetAsync("/health/ready", $"Authorization: {authorization}");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_revoked_key_ends_at_once_here_and_on_another_node()
    {
        await using var other = await cms.StartAsync();
        var admin = await cms.KeyAsync("admin");
        var made = await cms.CreateKeyAsync(admin, new { name = "Short-lived", scopes = new[] { "read" } });
        var key = $"Authorization: Bearer {made["key"]}";
        (await cms.Http.StatusAsync("/api/v1/posts", key)).ShouldBe(HttpStatusCode.OK);
        (await other.StatusAsync("/api/v1/posts", key)).ShouldBe(HttpStatusCode.OK);

        using var revoked = await cms.Http.AskAsync(HttpMethod.Delete, $"{Keys}/{made["id"]}", admin);

        revoked.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await cms.Http.StatusAsync("/api/v1/posts", key)).ShouldBe(HttpStatusCode.Unauthorized);
        await AccessClient.UntilAsync(async () => await other.StatusAsync("/api/v1/posts", key) == HttpStatusCode.Unauthorized);
        using var again = await cms.Http.AskAsync(HttpMethod.Delete, $"{Keys}/{made["id"]}", admin);
        (await CmsFixture.CodeOfAsync(again)).ShouldBe("key-not-found");
    }

    [Fact]
    public async Task A_node_that_hears_of_a_revocation_forgets_the_key_though_no_time_passes()
    {
        await using var other = await cms.StartAsync(services => services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UnixEpoch)));
        var key = await cms.KeyAsync("read");
        (await other.StatusAsync("/api/v1/posts", key)).ShouldBe(HttpStatusCode.OK);

        await cms.Services.GetRequiredService<ApiKeys>().RevokeAsync(await IdOfAsync(cms.Http, key), Actor.CommandLine, TestContext.Current.CancellationToken);

        await AccessClient.UntilAsync(async () => await other.StatusAsync("/api/v1/posts", key) == HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_whose_revocation_nobody_tells_counts_for_a_second_at_most()
    {
        var clock = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var node = await cms.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var key = await cms.KeyAsync("read");
        var id = await IdOfAsync(node, key);
        (await node.StatusAsync("/api/v1/posts", key)).ShouldBe(HttpStatusCode.OK);
        await ExecuteAsync($"delete from cms.api_keys where id = '{id}'");

        clock.Advance(TimeSpan.FromSeconds(1));

        (await node.StatusAsync("/api/v1/posts", key)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_key_counts_until_the_moment_that_it_expires()
    {
        var start = new DateTimeOffset(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var clock = new FakeTimeProvider(start);
        await using var node = await cms.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var created = await node.Services.GetRequiredService<ApiKeys>().CreateAsync(
            new NewApiKey("Guest", ["read"], start.AddMilliseconds(500)), Actor.CommandLine, TestContext.Current.CancellationToken);
        (await node.StatusAsync("/api/v1/posts", $"Authorization: Bearer {created.Text}")).ShouldBe(HttpStatusCode.OK);

        clock.Advance(TimeSpan.FromMilliseconds(500));

        (await node.StatusAsync("/api/v1/posts", $"Authorization: Bearer {created.Text}")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_end_with_an_offset_is_kept_in_utc()
    {
        var made = await cms.CreateKeyAsync(await cms.KeyAsync("admin"), new { name = "Offset", scopes = new[] { "read" }, expiresAt = "2999-12-31T01:00:00+01:00" });

        made["expiresAt"]!.GetValue<string>().ShouldBe("2999-12-31T00:00:00Z");
        (await cms.Http.StatusAsync("/api/v1/posts", $"Authorization: Bearer {made["key"]}")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_last_use_is_shown_and_written_once_a_minute()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2030, 1, 1, 12, 0, 0, TimeSpan.Zero));
        await using var node = await cms.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        var key = await cms.KeyAsync("read");
        var id = await IdOfAsync(node, key);

        async Task<string?> LastUseAsync() =>
            (await cms.Services.GetRequiredService<ApiKeys>().ListAsync(TestContext.Current.CancellationToken)).Single(listed => listed.Id == id).LastUsedAt?.ToString("HH:mm:ss", null);

        await node.StatusAsync("/api/v1/posts", key);
        await AccessClient.UntilAsync(async () => await LastUseAsync() == "12:00:00");
        clock.Advance(TimeSpan.FromSeconds(59));
        await node.StatusAsync("/api/v1/posts", key);
        clock.Advance(TimeSpan.FromSeconds(1));
        await node.StatusAsync("/api/v1/posts", key);
        await AccessClient.UntilAsync(async () => await LastUseAsync() == "12:01:00");
    }

    [Theory]
    [InlineData("""{ "scopes": ["read"] }""", "name")]
    [InlineData("""{ "name": "a\nb", "scopes": ["read"] }""", "name")]
    [InlineData("""{ "name": "x", "scopes": [] }""", "scopes")]
    [InlineData("""{ "name": "x", "scopes": ["root"] }""", "scopes")]
    [InlineData("""{ "name": "x", "scopes": ["read"], "expiresAt": "2001-01-01T00:00:00Z" }""", "expiresAt")]
    [InlineData("""{ "name": "x", "scopes": ["read"], "expiresAt": "soon" }""", "expiresAt")]
    [InlineData("""{ "name": "x", "scopes": ["read"], "admin": true }""", "admin")]
    public async Task A_key_that_cannot_be_made_is_refused_by_its_property(string body, string property)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Keys) { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Authorization", (await cms.KeyAsync("admin")).Split(": ")[1]);
        using var answer = await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBeOneOf(400, 422);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]!.AsObject().Select(error => error.Key).ShouldBe([property]);
    }

    [Fact]
    public async Task An_answer_to_a_key_is_for_its_holder_alone()
    {
        using var open = await cms.GetAsync("/api/v1/posts");
        using var keyed = await cms.GetAsync("/api/v1/posts", await cms.KeyAsync("read"));
        using var list = await cms.GetAsync(Keys, await cms.KeyAsync("admin"));

        open.Headers.CacheControl!.Public.ShouldBeTrue();
        keyed.Headers.CacheControl!.Private.ShouldBeTrue();
        keyed.Headers.CacheControl.Public.ShouldBeFalse();
        keyed.Headers.Vary.ToString().ShouldContain("Authorization");
        list.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task The_viewer_is_the_key_and_all_that_it_may()
    {
        const string query = "/graphql?query={viewer{name%20scopes}}";
        using var nobody = await cms.GetAsync(query);
        using var writer = await cms.GetAsync(query, await cms.KeyAsync("write"));

        (await nobody.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"data":{"viewer":null}}""");
        nobody.Headers.Vary.ToString().ShouldContain("Authorization");
        (await writer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"data":{"viewer":{"name":"write","scopes":["read","preview","write"]}}}""");
        writer.Headers.CacheControl!.Private.ShouldBeTrue();
    }

    [Fact]
    public async Task The_key_of_the_settings_counts_and_gives_way_to_the_next_one()
    {
        var keys = cms.Services.GetRequiredService<ApiKeys>();
        var (first, second) = (new string('a', 32), new string('b', 32));
        await keys.ConfigureAsync(first, new NewApiKey("Cms:AdminKey", ["admin"]), TestContext.Current.CancellationToken);
        (await cms.Http.StatusAsync(Keys, $"Authorization: Bearer {first}")).ShouldBe(HttpStatusCode.OK);

        await keys.ConfigureAsync(second, new NewApiKey("Cms:AdminKey", ["admin"]), TestContext.Current.CancellationToken);

        (await cms.Http.StatusAsync(Keys, $"Authorization: Bearer {first}")).ShouldBe(HttpStatusCode.Unauthorized);
        (await cms.Http.StatusAsync(Keys, $"Authorization: Bearer {second}")).ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Guid> IdOfAsync(IAlbaHost node, string key) =>
        (await node.Services.GetRequiredService<ApiKeys>().FindAsync(key.Split(' ')[^1], TestContext.Current.CancellationToken))!.Id;

    private async Task ExecuteAsync(string sql)
    {
        await using var command = cms.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
