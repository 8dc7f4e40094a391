using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>What <c>links(where:)</c> and <c>tags(where:)</c> find.</summary>
public sealed class LinkListTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly (string File, string Text)[] Blog =
    [
        ("_posts/2024-01-01-first.md", "---\ntitle: T\npermalink: /first\ntags: [Docker, Über uns, '100%']\nlinks:\n  - Home: https://a.example/home\n  - Same: https://b.example/100%25\n---\n[Text](https://a.example/text)\n"),
        ("_posts/2024-01-02-second.md", "---\ntitle: T\ntags: [Docker, C#]\n---\n[Home](https://b.example/100%25) and [own](/first)\n"),
        ("_posts/2024-01-03-third.md", "---\ntitle: T\ntags: [Docker, C]\n---\n[The page](https://b.example/100%25)\n"),
        ("_drafts/hidden.md", "---\ntags: [Hidden]\n---\n[x](https://hidden.example/)\n"),
    ];

    [Theory]
    [InlineData("""{ url: { eq: "https://a.example/home" } }""", "a/home")]
    [InlineData("""{ url: { neq: "https://b.example/100%25" } }""", "/first a/home a/text")]
    [InlineData("""{ url: { contains: "%" } }""", "b/100%25")]
    [InlineData("""{ url: { startsWith: "https://a" } }""", "a/home a/text")]
    [InlineData("""{ url: { in: ["https://a.example/home", "/first", "https://hidden.example/"] } }""", "/first a/home")]
    [InlineData("""{ host: { eq: "A.Example" } }""", "a/home a/text")]
    [InlineData("""{ host: { eq: null } }""", "/first")]
    [InlineData("""{ host: { nin: ["a.example"] } }""", "/first b/100%25")]
    [InlineData("""{ host: { neq: null } }""", "a/home a/text b/100%25")]
    [InlineData("""{ name: { eq: "Home" } }""", "a/home b/100%25")]
    [InlineData("""{ name: { contains: "e" } }""", "a/home a/text b/100%25")]
    [InlineData("""{ place: { eq: FRONT_MATTER } }""", "a/home b/100%25")]
    [InlineData("""{ place: { eq: FRONT_MATTER }, name: { eq: "Home" } }""", "a/home")]
    [InlineData("""{ and: [{ place: { eq: FRONT_MATTER } }, { name: { eq: "Home" } }] }""", "a/home b/100%25")]
    [InlineData("""{ post: { eq: "second" } }""", "/first b/100%25")]
    [InlineData("""{ post: { eq: "first" }, place: { eq: BODY } }""", "a/text")]
    [InlineData("""{ post: { in: ["second", "third"] }, name: { startsWith: "T" } }""", "b/100%25")]
    [InlineData("""{ post: { nin: ["first"] } }""", "/first b/100%25")]
    [InlineData("""{ post: { eq: "hidden" } }""", "")]
    [InlineData("""{ count: { gte: 2 } }""", "b/100%25")]
    [InlineData("""{ count: { lt: 3 }, host: { neq: null } }""", "a/home a/text")]
    [InlineData("""{ or: [{ count: { eq: 3 } }, { url: { eq: "/first" } }] }""", "/first b/100%25")]
    [InlineData("""{ or: [{ host: { eq: "a.example" } }, { host: { eq: null } }] }""", "/first a/home a/text")]
    [InlineData("""{ and: [{ count: { in: [1, 2] } }, { or: [{ name: { eq: "own" } }, { name: { eq: "Text" } }] }] }""", "/first a/text")]
    [InlineData("{ }", "/first a/home a/text b/100%25")]
    public async Task Links_are_found_by_what_they_are_and_by_who_carries_them(string where, string expected)
    {
        await cms.ImportAsAsync("links", Blog);

        var links = (await cms.QueryAsync($$"""{ links(where: {{where}}) { totalCount nodes { url } } }"""))["links"]!;

        links["nodes"].Texts("url").Select(Short).Order(StringComparer.Ordinal).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        links["totalCount"]!.GetValue<int>().ShouldBe(links["nodes"]!.AsArray().Count);
    }

    [Theory]
    [InlineData("""{ slug: { eq: "docker" } }""", "docker")]
    [InlineData("""{ slug: { startsWith: "c" } }""", "c c-sharp")]
    [InlineData("""{ slug: { nin: ["docker", "c"] } }""", "100 c-sharp über-uns")]
    [InlineData("""{ name: { contains: "%" } }""", "100")]
    [InlineData("""{ name: { in: ["C#", "C", "Hidden"] } }""", "c c-sharp")]
    [InlineData("""{ count: { gt: 1 } }""", "docker")]
    [InlineData("""{ count: { eq: 1 }, name: { startsWith: "C" } }""", "c c-sharp")]
    [InlineData("""{ or: [{ count: { gte: 3 } }, { name: { eq: "C" } }] }""", "c docker")]
    [InlineData("""{ description: { neq: null } }""", "")]
    [InlineData("""{ description: { eq: null }, and: [{ slug: { neq: "c" } }, { count: { lte: 1 } }] }""", "100 c-sharp über-uns")]
    public async Task Tags_are_found_by_slug_name_description_and_count(string where, string expected)
    {
        await cms.ImportAsAsync("links", Blog);

        var tags = (await cms.QueryAsync($$"""{ tags(where: {{where}}) { totalCount nodes { slug } } }"""))["tags"]!;

        tags["nodes"].Texts("slug").Order(StringComparer.Ordinal).ShouldBe(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        tags["totalCount"]!.GetValue<int>().ShouldBe(tags["nodes"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_link_counts_all_that_carry_it_however_it_was_found()
    {
        await cms.ImportAsAsync("links", Blog);

        (await cms.QueryAsync("""{ links(where: { post: { eq: "second" }, host: { neq: null } }) { nodes { count posts { totalCount nodes { slug } } } } }"""))["links"]!["nodes"]!.ToJsonString()
            .ShouldBe("""[{"count":3,"posts":{"totalCount":3,"nodes":[{"slug":"third"},{"slug":"second"},{"slug":"first"}]}}]""");
        (await cms.GetJsonAsync("/api/v1/links?post=second&host=b.example"))["items"]![0]!["count"]!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task All_links_come_page_by_page_the_most_carried_first()
    {
        await cms.ImportAsAsync("links", Blog);
        var all = (await cms.QueryAsync("{ links(first: 100) { nodes { url count } } }"))["links"]!["nodes"]!.AsArray();
        List<string> walked = [];
        for (JsonNode? after = null; ;)
        {
            var page = (await cms.QueryAsync("query($a: String) { links(first: 1, after: $a) { nodes { url } pageInfo { endCursor hasNextPage } } }", new { a = after }))["links"]!;
            walked.AddRange(page["nodes"].Texts("url"));
            if (!page["pageInfo"]!["hasNextPage"]!.GetValue<bool>())
            {
                break;
            }

            after = page["pageInfo"]!["endCursor"]!.DeepClone();
        }

        all.Select(link => link!["count"]!.GetValue<int>()).ShouldBe([3, 1, 1, 1]);
        walked.ShouldBe(((JsonNode)all).Texts("url"));
    }

    [Theory]
    [InlineData("links", "LinkFilterInput", "url", """{ "host": { "startsWith": "a" } }""", """{ "host": { "startsWith": "b" } }""")]
    [InlineData("tags", "TagFilterInput", "slug", """{ "slug": { "startsWith": "c" } }""", """{ "slug": { "startsWith": "d" } }""")]
    public async Task A_filtered_list_goes_on_where_it_ended_and_takes_no_cursor_of_another(string list, string input, string field, string where, string other)
    {
        await cms.ImportAsAsync("links", Blog);
        var question = $$"""query($w: {{input}}, $a: String) { {{list}}(first: 1, where: $w, after: $a) { nodes { {{field}} } pageInfo { endCursor hasNextPage } } }""";
        async Task<JsonNode> PageAsync(string? after) => (await cms.QueryAsync(question, new { w = JsonNode.Parse(where), a = after }))[list]!;

        var first = await PageAsync(null);
        var cursor = first["pageInfo"]!["endCursor"]!.GetValue<string>();
        var second = await PageAsync(cursor);

        first["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeTrue();
        second["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBeFalse();
        second["nodes"].Texts(field).ShouldNotBe(first["nodes"].Texts(field));
        (await cms.RefusalAsync(question, new { w = JsonNode.Parse(other), a = cursor })).ShouldBe("invalid-cursor");
        (await cms.RefusalAsync(question, new { w = (object?)null, a = cursor })).ShouldBe("invalid-cursor");
    }

    [Theory]
    [InlineData("links(where: { or: [] })")]
    [InlineData("links(where: { and: null })")]
    [InlineData("links(where: { host: null })")]
    [InlineData("links(where: { count: { eq: null } })")]
    [InlineData("links(where: { post: { eq: null } })")]
    [InlineData("links(where: { place: { eq: null } })")]
    [InlineData("tags(where: { or: [] })")]
    [InlineData("tags(where: { slug: { eq: null } })")]
    [InlineData("tags(where: { count: { in: null } })")]
    [InlineData("tags(where: { name: null })")]
    public async Task What_has_no_meaning_is_refused(string field) =>
        (await cms.RefusalAsync($$"""{ {{field}} { totalCount } }""")).ShouldBe("invalid-parameter");

    [Theory]
    [InlineData("links", "LinkFilterInput", """{"url":{"contains":"x"}}""", """{"url":{"in":[%]}}""")]
    [InlineData("tags", "TagFilterInput", """{"name":{"contains":"x"}}""", """{"name":{"in":[%]}}""")]
    public async Task A_filter_is_bounded_in_conditions_depth_and_values(string list, string input, string condition, string values)
    {
        var question = $"query($w: {input}) {{ {list}(where: $w) {{ totalCount }} }}";
        foreach (var where in (string[])
            [
                $"{{\"or\":[{string.Join(',', Enumerable.Repeat(condition, 201))}]}}",
                values.Replace("%", string.Join(',', Enumerable.Repeat("\"v\"", 501)), StringComparison.Ordinal),
                $"{{\"or\":[{string.Join(',', Enumerable.Repeat(values.Replace("%", string.Join(',', Enumerable.Repeat("\"v\"", 450)), StringComparison.Ordinal), 5))}]}}",
            ])
        {
            (await cms.RefusalAsync(question, new { w = JsonNode.Parse(where) })).ShouldBe("invalid-parameter", where[..40]);
        }

        var deep = string.Concat(Enumerable.Repeat("{ or: [", 33)) + condition.Replace("\"url\"", "url", StringComparison.Ordinal).Replace("\"name\"", "name", StringComparison.Ordinal).Replace("\"contains\"", "contains", StringComparison.Ordinal) + string.Concat(Enumerable.Repeat("] }", 33));
        (await cms.RefusalAsync($"{{ {list}(where: {deep}) {{ totalCount }} }}")).ShouldBe("invalid-parameter");
    }

    [Theory]
    [InlineData("links(where: { name: { contains: \"locked\" } }) { totalCount }", "links")]
    [InlineData("tags(where: { name: { contains: \"locked\" } }) { totalCount }", "terms")]
    public async Task A_list_that_takes_too_long_is_refused(string field, string table)
    {
        await using var hasty = await cms.StartAsync("--Cms:Delivery:QueryTimeout=00:00:00.2", "--Cms:Cache:Bytes=0");
        using var client = hasty.Server.CreateClient();
        await using var connection = new Npgsql.NpgsqlConnection(cms.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await using var hold = new Npgsql.NpgsqlCommand($"lock table cms.{table} in access exclusive mode", connection, transaction);
        await hold.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        (await client.AskAsync($"{{ {field} }}"))["errors"].ShouldHaveSingleItemOf("query-too-expensive");
    }

    private static string Short(string url) => url.Replace("https://", "", StringComparison.Ordinal).Replace(".example", "", StringComparison.Ordinal);
}
