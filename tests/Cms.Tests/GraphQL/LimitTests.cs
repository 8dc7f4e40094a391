using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>Requests that are made to hurt are refused at once, and the server is well after them.</summary>
public sealed class LimitTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    public static TheoryData<string, string, string> HostileQueries { get; } = new()
    {
        { "nested 5,000 deep", "TOO_DEEP", string.Concat(Enumerable.Repeat("{ a ", 5_000)) + new string('}', 5_000) },
        { "nested 62 deep", "TOO_DEEP", $"{{ posts {{ nodes {{ {string.Concat(Enumerable.Repeat("tags { posts { nodes { ", 20))} id {new string('}', 63)}" },
        { "nested 5,000 deep in a value", "TOO_DEEP", $"{{ posts(where: {string.Concat(Enumerable.Repeat("{ or: [", 5_000))}" },
        { "20 fields deep", "TOO_DEEP", $"{{ post(slug: \"a\") {string.Concat(Enumerable.Repeat("{ previous ", 18))} {{ id {new string('}', 20)}" },
        { "10,000 aliases", "TOO_MANY_TOKENS", $"{{ {string.Join(' ', Enumerable.Range(0, 10_000).Select(i => $"a{i}: __typename"))} }}" },
        { "1,000 aliases", "TOO_MANY_ALIASES", $"{{ {string.Join(' ', Enumerable.Range(0, 1_000).Select(i => $"a{i}: __typename"))} }}" },
        { "one field 2,000 times", "TOO_MANY_ALIASES", $"{{ {string.Join(' ', Enumerable.Repeat("__typename", 2_000))} }}" },
        { "one field in 900 inline fragments", "TOO_MANY_ALIASES", $"{{ {string.Join(' ', Enumerable.Repeat("... { viewer { name } }", 500))} }}" },
        { "a fragment in itself", "GRAPHQL_VALIDATION_FAILED", "{ ...A } fragment A on Query { ...B } fragment B on Query { ...A __typename }" },
        { "fragments that double 30 times", "TOO_MANY_FIELDS", "{ ...F0 } fragment F30 on Query { __typename } " + string.Join(' ', Enumerable.Range(0, 30).Select(i => $"fragment F{i} on Query {{ viewer {{ name }} ...F{i + 1} ... {{ ...F{i + 1} }} }}")) },
        { "200 fragments", "TOO_MANY_DEFINITIONS", "{ ...F0 }" + string.Join(' ', Enumerable.Range(0, 200).Select(i => $"fragment F{i} on Query {{ __typename }}")) },
        { "100 fragments with the same fields", "TOO_EXPENSIVE", $"{{ {string.Join(' ', Enumerable.Range(0, 100).Select(i => $"...F{i}"))} }} " + string.Join(' ', Enumerable.Range(0, 100).Select(i => $"fragment F{i} on Query {{ posts(first: 100) {{ nodes {{ tags {{ posts(first: 100) {{ nodes {{ tags {{ posts {{ nodes {{ id title path }} }} }} }} }} }} }} }} }}")) },
        { "200 operations", "TOO_MANY_DEFINITIONS", string.Join(' ', Enumerable.Range(0, 200).Select(i => $"query Q{i} {{ __typename }}")) },
        { "500 directives", "TOO_MANY_DIRECTIVES", $"{{ __typename {string.Concat(Enumerable.Repeat("@a ", 500))} }}" },
        { "3,000 values in a list", "invalid-parameter", $"{{ posts(where: {{ slug: {{ in: [{string.Join(' ', Enumerable.Repeat("\"a\"", 3_000))}] }} }}) {{ totalCount }} }}" },
        { "a page of a million", "TOO_EXPENSIVE", "{ posts(first: 1000000) { nodes { id } } }" },
        { "pages of pages of pages", "TOO_EXPENSIVE", "{ posts(first: 100) { nodes { tags { posts(first: 100) { nodes { tags { posts(first: 100) { nodes { html } } } } } } } } }" },
        { "pages of all keywords", "TOO_EXPENSIVE", "{ keywords { posts(first: 100) { nodes { title html } } } }" },
        { "texts of all backlinks", "TOO_EXPENSIVE", "{ posts(first: 20) { nodes { backlinks { html } } } }" },
        { "introspection of introspection", "TOO_DEEP", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }" },
        { "the schema 40 times", "TOO_EXPENSIVE", $"{{ {string.Join(' ', Enumerable.Range(0, 40).Select(i => $"a{i}: __schema {{ types {{ name }} }}"))} }}" },
    };

    [Theory]
    [MemberData(nameof(HostileQueries))]
    public async Task A_hostile_query_is_refused_without_being_executed(string name, string code, string query)
    {
        using var answer = await PostAsync(JsonSerializer.Serialize(new { query }));

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, name);
        (await CodesAsync(answer)).ShouldContain(found => found == code, name);

        // By the specification there are data, if only null, as soon as execution has begun.
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!.AsObject().ShouldNotContainKey("data", name);
    }

    [Theory]
    [InlineData("{ posts(first: 3) { nodes { title } } }", 4)]
    [InlineData("{ posts(first: 3) { nodes { title html } } }", 19)]
    [InlineData("{ posts(first: 1000000) { nodes { title } } }", 1_000_001)]
    public async Task The_price_is_told_to_whoever_asks_for_it(string query, int price)
    {
        // A document that is known by now is priced as it was when it was new.
        foreach (var _ in Enumerable.Range(0, 2))
        {
            using var answer = await PostAsync(JsonSerializer.Serialize(new { query, extensions = new { cost = true } }));
            using var untold = await PostAsync(JsonSerializer.Serialize(new { query }));

            var cost = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["extensions"]!["cost"]!;
            cost["requested"]!.GetValue<int>().ShouldBe(price);
            cost["maximum"]!.GetValue<int>().ShouldBe(10_000);
            JsonNode.Parse(await untold.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["extensions"].ShouldBeNull();
        }
    }

    [Fact]
    public async Task A_wish_for_the_price_that_is_no_truth_value_is_refused()
    {
        using var answer = await PostAsync("""{"query":"{ __typename }","extensions":{"cost":"yes"}}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodesAsync(answer)).ShouldBe(["BAD_REQUEST"]);
    }

    [Fact]
    public async Task A_string_of_three_megabytes_is_refused_unread()
    {
        using var answer = await PostAsync(JsonSerializer.Serialize(new { query = $"{{ post(slug: \"{new string('a', 3_000_000)}\") {{ id }} }}" }));

        answer.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        (await CodesAsync(answer)).ShouldBe(["BODY_TOO_LARGE"]);
    }

    [Fact]
    public async Task Variables_nested_5_000_deep_are_refused()
    {
        var where = string.Concat(Enumerable.Repeat("""{"or":[""", 2_500)) + string.Concat(Enumerable.Repeat("]}", 2_500));
        using var answer = await PostAsync($$$"""{"query":"query A($w: PostFilterInput) { posts(where: $w) { totalCount } }","variables":{"w":{{{where}}}}}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("""{"or":[%]}""", """{"title":{"eq":"a"}}""", 1_000)]
    [InlineData("""{"slug":{"in":[%]}}""", "\"a\"", 50_000)]
    public async Task A_filter_of_many_conditions_is_refused(string frame, string item, int count)
    {
        var where = frame.Replace("%", string.Join(',', Enumerable.Repeat(item, count)), StringComparison.Ordinal);
        using var answer = await PostAsync($$$"""{"query":"query A($w: PostFilterInput) { posts(where: $w) { totalCount } }","variables":{"w":{{{where}}}}}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodesAsync(answer)).ShouldBe(["invalid-parameter"]);
    }

    [Theory]
    [InlineData("""{ post(slug: "\\u0000") { id } }""")]
    [InlineData("""{ post(slug: "\\uD800") { id } }""")]
    [InlineData("""{ post(id: "\\u0000") { id } }""")]
    [InlineData("""{ posts(where: { title: { eq: "\\u0000" } }) { totalCount } }""")]
    [InlineData("""{ posts(where: { title: { in: ["a", "\\uDC00"] } }) { totalCount } }""")]
    [InlineData("""{ posts(after: "\\u0000") { totalCount } }""")]
    [InlineData("""{ tag(slug: "a\\u0000") { name } }""")]
    [InlineData("""{ links(where: { post: { eq: "\\u0000" } }) { totalCount } }""")]
    [InlineData("""{ nodes(ids: ["\\uD800"]) { id } }""")]
    [InlineData("""{ node(id: "VGFnOgA") { id } }""")]
    [InlineData("""{ links(where: { url: { contains: $v } }) { totalCount } }""")]
    [InlineData("""{ posts(where: { tags: { some: { name: { in: [$v] } } } }) { totalCount } }""")]
    [InlineData("""{ post(slug: $v) { id } }""")]
    public async Task A_text_that_no_store_takes_is_refused(string query)
    {
        var (head, variables) = query.Contains("$v", StringComparison.Ordinal) ? ("query A($v: String!) ", """{"v":"a\u0000"}""") : ("", "null");
        using var answer = await PostAsync($$"""{"query":"{{head}}{{query.Replace("\"", "\\\"", StringComparison.Ordinal)}}","variables":{{variables}}}""");

        (await CodesAsync(answer)).ShouldBe(["invalid-parameter"]);
    }

    [Fact]
    public async Task A_text_to_render_may_hold_a_nul_but_no_half_of_a_surrogate_pair()
    {
        using var nul = await PostAsync("""{"query":"query A($m: String!) { render(markdown: $m) { html } }","variables":{"m":"a\u0000b"}}""");
        using var half = await PostAsync("""{"query":"{ render(markdown: \"\\uD800\") { html } }"}""");

        JsonNode.Parse(await nul.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"].ShouldBeNull();
        (await CodesAsync(half)).ShouldBe(["invalid-parameter"]);
    }

    [Theory]
    [InlineData("{ keywords { name count } categories { name count } authors { name count } }")]
    [InlineData("{ keywords { name posts(first: 3) { nodes { title } } } }")]
    [InlineData("{ posts(first: 20) { nodes { title backlinks { title path } } } }")]
    public async Task An_overview_of_a_large_blog_is_within_the_limits(string query) => await cms.QueryAsync(query);

    [Fact]
    public async Task The_introspection_of_GraphiQL_is_within_the_limits()
    {
        const string OfType = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }";
        const string Query =
            $$"""
            query IntrospectionQuery { __schema { queryType { name kind } types { ...FullType } directives { name locations args { ...InputValue } } } }
            fragment FullType on __Type {
              kind name description fields(includeDeprecated: true) { name description args { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
              inputFields { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name } possibleTypes { ...TypeRef } }
            fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue }
            fragment TypeRef on __Type { {{OfType}} }
            """;
        using var answer = await PostAsync(JsonSerializer.Serialize(new { query = Query }));

        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"].ShouldBeNull();
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Introspection_can_be_switched_off()
    {
        await using var closed = await cms.StartAsync("--Cms:GraphQL:Introspection=false");
        using var client = closed.Server.CreateClient();
        using var answer = await client.GetAsync("/graphql?query={__schema{types{name}}}", TestContext.Current.CancellationToken);

        (await CodesAsync(answer)).ShouldContain(found => found == "GRAPHQL_VALIDATION_FAILED");
    }

    private async Task<HttpResponseMessage> PostAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("Accept", "application/graphql-response+json");
        return await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<IReadOnlyList<string>> CodesAsync(HttpResponseMessage answer) =>
        [.. JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"]!.AsArray().Select(error => error!["extensions"]!["code"]!.GetValue<string>())];
}
