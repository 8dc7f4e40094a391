using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;

namespace Cms.Tests.Delivery.Filters;

/// <summary>Filters that are meant to cost, to break or to find out what they must not.</summary>
public sealed class HostileFilterTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Question = "query($where: PostFilterInput) { posts(where: $where) { nodes { slug } } }";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task Conditions_within_conditions_are_refused_beyond_a_depth(int depth)
    {
        var filter = string.Concat(Enumerable.Repeat("{\"or\":[", depth)) + "{\"year\":{\"eq\":2014}}" + string.Concat(Enumerable.Repeat("]}", depth));
        var written = string.Concat(Enumerable.Repeat("{or:[", depth)) + "{year:{eq:2014}}" + string.Concat(Enumerable.Repeat("]}", depth));

        await ShouldBeRefusedAsync(Asking(filter));
        await ShouldBeRefusedAsync($$"""{"query":"{ posts(where: {{written}}) { nodes { slug } } }"}""");
    }

    [Fact]
    public async Task Lists_are_refused_beyond_a_length()
    {
        var years = string.Join(',', Enumerable.Range(0, 40_000));

        await ShouldBeRefusedAsync(Asking($"{{\"year\":{{\"in\":[{years}]}}}}"));
        await ShouldBeRefusedAsync($$"""{"query":"{ posts(where: { year: { in: [{{years}}] } }) { nodes { slug } } }"}""");
        await ShouldBeRefusedAsync(Asking($"{{\"year\":{{\"in\":[{years},{years},{years}]}}}}"));
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("-1e999")]
    public async Task A_number_beyond_all_numbers_is_refused(string number) =>
        await ShouldBeRefusedAsync(Asking($"{{\"fields\":{{\"some\":{{\"number\":{{\"in\":[1,{number}]}}}}}}}}"), "invalid-parameter");

    [Fact]
    public async Task Many_lists_of_allowed_length_are_too_many_values()
    {
        var list = new JsonArray([.. Enumerable.Range(0, 500).Select(number => JsonValue.Create(number))]);
        var where = new JsonObject { ["or"] = new JsonArray([.. Enumerable.Range(0, 5).Select(_ => new JsonObject { ["year"] = new JsonObject { ["in"] = list.DeepClone() } })]) };

        (await cms.RefusalAsync(Question, new { where })).ShouldBe("invalid-parameter");
    }

    [Theory]
    [InlineData("a\\u0000b")]
    [InlineData("\\ud83d")]
    public async Task Texts_that_no_post_can_hold_are_refused(string escaped)
    {
        foreach (var where in (string[])[
            """{"title":{"eq":TEXT}}""", """{"tags":{"some":{"slug":{"in":[TEXT]}}}}""", """{"links":{"some":{"url":{"eq":TEXT}}}}""",
            """{"fields":{"some":{"name":{"eq":TEXT}}}}""", """{"fields":{"some":{"name":{"eq":"a"},"text":{"contains":TEXT}}}}"""])
        {
            await ShouldBeRefusedAsync(Asking(where.Replace("TEXT", $"\"{escaped}\"", StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData("/api/v1/posts?field.=x", "field.")]
    [InlineData("/api/v1/posts?field=x", "field")]
    [InlineData("/api/v1/posts?field.a=x&field.a=y", "field.a")]
    [InlineData("/api/v1/posts?field.a%00=x", "field.a\0")]
    [InlineData("/api/v1/posts?hasField=%00", "hasField")]
    [InlineData("/api/v1/posts?linkHost=a&linkHost=b", "linkHost")]
    public async Task Parameters_of_fields_and_links_are_checked_like_others(string address, string parameter)
    {
        using var answer = await cms.GetAsync(address);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]!.AsObject().Select(error => error.Key).ShouldBe([parameter]);
    }

    [Theory]
    [InlineData("tag=cursors", "tag=cursors&sort=title")]
    [InlineData("tag=cursors", "tag=cursors&year=2020")]
    [InlineData("tag=cursors", "anyTag=cursors")]
    [InlineData("hasField=rank", "hasField=rank&field.rank=1")]
    public async Task A_cursor_is_of_its_own_sort_and_filter(string own, string other)
    {
        await cms.ImportAsAsync("cursors", [.. Enumerable.Range(1, 3).Select(day => ($"_posts/2020-01-0{day}-c{day}.md", "---\ntags: [cursors]\nrank: 1\n---\n"))]);
        var cursor = (await cms.GetJsonAsync($"/api/v1/posts?{own}&limit=1"))["page"]!["next"]!.GetValue<string>();

        foreach (var address in (string[])[$"{other}&after={cursor}", $"{own}&after={cursor[..^3]}", $"{own}&after={(cursor[0] == 'A' ? 'B' : 'A')}{cursor[1..]}", $"{own}&after={cursor}=", $"{own}&after={cursor}%20", $"{own}&after={cursor[..9]}%0A{cursor[9..]}"])
        {
            using var answer = await cms.GetAsync($"/api/v1/posts?limit=1&{address}");
            answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, address);
            (await CmsFixture.CodeOfAsync(answer)).ShouldBe("invalid-cursor");
        }
    }

    [Fact]
    public async Task A_private_field_is_found_by_no_filter()
    {
        await cms.ImportAsAsync("private", ("_posts/2020-02-01-secret.md", "---\ntitle: Secret\ncontact_email: ada@example.org\nMAIL: ada@example.org\nlayout: secret\n---\n"));

        foreach (var parameters in (string[])["hasField=contact_email", "field.contact_email=ada@example.org", "hasField=MAIL", "field.MAIL=ada@example.org"])
        {
            (await cms.GetJsonAsync($"/api/v1/posts?{parameters}"))["items"]!.AsArray().ShouldBeEmpty(parameters);
        }

        foreach (var where in (string[])[
            """{ some: { name: { eq: "contact_email" } } }""",
            """{ some: { name: { in: ["contact_email", "MAIL"] }, text: { contains: "ada" } } }""",
            """{ some: { name: { startsWith: "contact" } } }""",
            """{ some: { name: { nin: ["layout"] } } }""",
            """{ some: { text: { eq: "ada@example.org" } } }""",
            """{ some: { text: { contains: "example.org" } } }"""])
        {
            (await SlugsAsync(where)).ShouldBeEmpty(where);
        }

        foreach (var where in (string[])["""{ none: { text: { contains: "example.org" } } }""", """{ all: { name: { eq: "layout" } } }""", """{ none: { name: { eq: "MAIL" } } }"""])
        {
            (await SlugsAsync(where)).ShouldBe(["secret"], where);
        }
    }

    [Fact]
    public async Task More_costly_lists_than_may_wait_are_told_to_come_back_and_cheap_ones_are_answered()
    {
        await using var narrow = await cms.StartAsync("--Cms:Limits:ExpensiveQueries=1", "--Cms:Delivery:QueryTimeout=00:00:10", "--Cms:Cache:Bytes=0");
        using var client = narrow.Server.CreateClient();
        await using var connection = new Npgsql.NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(Token);
        await using var transaction = await connection.BeginTransactionAsync(Token);
        await using var hold = new Npgsql.NpgsqlCommand("lock table cms.links in access exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync(Token);

        var asked = Enumerable.Range(0, 12).Select(number => client.AskAsync($$"""{ posts(where: { links: { some: { url: { contains: "word{{number}}" } } } }) { nodes { slug } } }""")).ToList();
        var refused = await await Task.WhenAny(asked);

        refused["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("busy");
        using var cheap = await client.GetAsync("/api/v1/posts?language=de&year=2020", Token);
        cheap.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var ready = await client.GetAsync("/health/ready", Token);
        ready.StatusCode.ShouldBe(HttpStatusCode.OK);
        await transaction.RollbackAsync(Token);
        await Task.WhenAll(asked);
    }

    private async Task<string[]> SlugsAsync(string fields) =>
        (await cms.QueryAsync($$"""{ posts(where: { slug: { eq: "secret" }, fields: {{fields}} }) { nodes { slug } } }"""))["posts"]!["nodes"].Texts("slug");

    private static string Asking(string where) => $"{{\"query\":\"{Question}\",\"variables\":{{\"where\":{where}}}}}";

    private async Task ShouldBeRefusedAsync(string body, string? code = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await cms.Client.PostAsync("/graphql", content, Token);
        var text = await answer.Content.ReadAsStringAsync(Token);
        if (answer.StatusCode == HttpStatusCode.OK)
        {
            JsonNode.Parse(text)!["errors"]!.AsArray().Count.ShouldBeGreaterThan(0, text);
        }
        else
        {
            ((int)answer.StatusCode).ShouldBeOneOf(400, 413);
        }

        text.ShouldContain(code ?? "");
    }
}
