using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>The rules of GraphQL over HTTP.</summary>
public sealed class HttpTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string New = "application/graphql-response+json";
    private const string Old = "application/json";

    [Theory]
    [InlineData("query={__typename}&query={__typename}")]
    [InlineData("query={__typename}&operationName=A&operationName=A")]
    [InlineData("query={__typename}&variables={}&variables={}")]
    [InlineData("query={__typename}&extensions={}&extensions={}")]
    public async Task A_parameter_that_is_there_twice_is_refused(string parameters)
    {
        using var answer = await cms.GetAsync($"/graphql?{parameters}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("more than once");
    }

    [Theory]
    [InlineData(null, Old)]
    [InlineData("*/*", Old)]
    [InlineData("application/json", Old)]
    [InlineData("application/graphql-response+json", New)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", New)]
    [InlineData("application/json, application/graphql-response+json;q=0.1", Old)]
    [InlineData("text/html;q=0.9, application/graphql-response+json; charset=utf-8", New)]
    public async Task An_answer_has_the_type_that_the_client_likes_best(string? accept, string type)
    {
        using var answer = await PostAsync("""{"query":"{ __typename }"}""", accept);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe($"{type}; charset=utf-8");
        (await TextAsync(answer)).ShouldBe("""{"data":{"__typename":"Query"}}""");
    }

    [Theory]
    [InlineData("""{"query":"{"}""", New, 400, "GRAPHQL_PARSE_FAILED")]
    [InlineData("""{"query":"{"}""", Old, 200, "GRAPHQL_PARSE_FAILED")]
    [InlineData("""{"query":"{ nothing }"}""", New, 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""{"query":"{ nothing }"}""", Old, 200, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""{"query":"query A { __typename } query B { __typename }"}""", New, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"query A { __typename }","operationName":"B"}""", New, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"query A($n: Int!) { posts(first: $n) { nodes { id } } }"}""", New, 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("""{"query":"query A($n: Int!) { posts(first: $n) { nodes { id } } }","variables":{"n":"x"}}""", New, 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData("{}", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":null}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":1}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":[]}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","operationName":{}}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","extensions":"x"}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","query":"{ __typename }"}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"\ud800"}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","operationName":"\ud800"}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":{"a":["\ud800"]}}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""{"query":"{ __typename }","variables":{"\ud800":1}}""", Old, 400, "BAD_REQUEST")]
    [InlineData("""[{"query":"\ud800"}]""", Old, 400, "BAD_REQUEST")]
    [InlineData("\"x\"", Old, 400, "BAD_REQUEST")]
    [InlineData("", Old, 400, "BAD_REQUEST")]
    [InlineData("[]", Old, 400, "BATCH_TOO_LARGE")]
    public async Task A_request_that_is_not_executed_has_a_status_and_a_code(string body, string accept, int status, string code)
    {
        using var answer = await PostAsync(body, accept);

        ((int)answer.StatusCode).ShouldBe(status);
        (await CodesAsync(answer)).ShouldContain(found => found == code);
    }

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/json; charset=iso-8859-1", 415)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("application/json", 200)]
    public async Task A_body_is_json_in_utf_8(string type, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent("""{"query":"{ __typename }"}"""u8.ToArray()) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        using var answer = await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task A_body_in_another_encoding_is_refused_saying_so()
    {
        var latin = Encoding.Latin1.GetBytes("""{"query":"{ post(slug: \"über\") { id } }"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(latin) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json");
        using var answer = await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(answer)).ShouldContain("is not in UTF-8");
    }

    [Fact]
    public async Task A_type_that_there_is_not_is_refused_naming_those_there_are()
    {
        using var answer = await PostAsync("""{"query":"{ __typename }"}""", "application/xml");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
        (await TextAsync(answer)).ShouldContain(New);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task Other_methods_are_told_which_are_taken(string method)
    {
        using var answer = await cms.SendAsync(new HttpMethod(method), "/graphql");

        answer.StatusCode.ShouldBe(HttpStatusCode.MethodNotAllowed);
        string.Join(", ", answer.Content.Headers.Allow).ShouldBe("GET, HEAD, POST");
    }

    [Fact]
    public async Task A_subscription_is_refused_by_the_schema_and_the_same_by_get_and_post()
    {
        const string subscription = "subscription { contentChanged { id } }";
        using var got = await cms.GetAsync($"/graphql?query={Uri.EscapeDataString(subscription)}");
        using var posted = await cms.Client.PostAsync(new Uri("/graphql", UriKind.Relative), new StringContent($$"""{"query":"{{subscription}}"}""", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        (await TextAsync(got)).ShouldBe(await TextAsync(posted));
        got.StatusCode.ShouldBe(posted.StatusCode);
        (await TextAsync(got)).ShouldContain("subscription");
        (await TextAsync(got)).ShouldNotContain("utation");
    }

    [Fact]
    public async Task A_get_takes_its_parameters_from_the_address()
    {
        using var answer = await cms.GetAsync($"/graphql?query={Uri.EscapeDataString("query A($n: Int) { posts(first: $n) { totalCount } } query B { __typename }")}&operationName=A&variables={Uri.EscapeDataString("""{"n":3}""")}");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await TextAsync(answer)).ShouldContain("totalCount");
    }

    [Fact]
    public async Task A_get_without_a_query_is_refused()
    {
        using var answer = await cms.GetAsync("/graphql", $"Accept: {New}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Variables_of_a_get_are_unicode()
    {
        using var answer = await cms.GetAsync($"/graphql?query={{__typename}}&variables={Uri.EscapeDataString("""{"a":"\ud800"}""")}");

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await CodesAsync(answer)).ShouldBe(["BAD_REQUEST"]);
    }

    [Fact]
    public async Task A_known_get_is_not_sent_again_until_the_answer_changes()
    {
        var address = $"/graphql?query={Uri.EscapeDataString("{ posts(where: { title: { eq: \"Etag\" } }) { totalCount } }")}";
        using var first = await cms.GetAsync(address);
        var tag = first.Headers.ETag!.ToString();
        using var same = await cms.GetAsync(address, $"If-None-Match: {tag}");
        await cms.ImportAsync(("_posts/2020-01-01-etag.md", "---\ntitle: Etag\n---\nText\n"));
        using var changed = await cms.GetAsync(address, $"If-None-Match: {tag}");

        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag!.ToString().Equals(tag, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_loads_nothing_from_elsewhere()
    {
        using var answer = await cms.GetAsync("/graphql", "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
        var page = await TextAsync(answer);

        answer.Content.Headers.ContentType!.MediaType.ShouldBe("text/html");
        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        page.ShouldNotContain("://");
        using var style = await cms.GetAsync("/graphql/explorer/form.css");
        style.StatusCode.ShouldBe(HttpStatusCode.OK);
        using var missing = await cms.GetAsync("/graphql/explorer/nothing.js");
        missing.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_persisted_query_is_known_by_its_hash_once_it_was_sent()
    {
        const string Query = "{ persisted: __typename }";
        var extensions = $$$"""{"persistedQuery":{"version":1,"sha256Hash":"{{{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Query)))}}}"}}""";
        using var unknown = await PostAsync($$"""{"extensions":{{extensions}}}""", Old);
        using var sent = await PostAsync($$"""{"query":"{{Query}}","extensions":{{extensions}}}""", Old);
        using var known = await cms.GetAsync($"/graphql?extensions={Uri.EscapeDataString(extensions)}");
        using var wrong = await PostAsync($$"""{"query":"{ __typename }","extensions":{{extensions}}}""", Old);

        (await CodesAsync(unknown)).ShouldBe(["PERSISTED_QUERY_NOT_FOUND"]);
        (await TextAsync(sent)).ShouldBe("""{"data":{"persisted":"Query"}}""");
        (await TextAsync(known)).ShouldBe("""{"data":{"persisted":"Query"}}""");
        (await CodesAsync(wrong)).ShouldBe(["PERSISTED_QUERY_MISMATCH"]);
    }

    [Fact]
    public async Task A_batch_is_answered_in_its_order_and_has_ten_requests_at_most()
    {
        using var two = await PostAsync("""[{"query":"{ a: __typename }"},{"query":"{ nothing }"}]""", Old);
        using var many = await PostAsync($"[{string.Join(',', Enumerable.Repeat("""{"query":"{ __typename }"}""", 11))}]", Old);

        var answers = JsonNode.Parse(await TextAsync(two))!.AsArray();
        answers[0]!["data"]!["a"]!.GetValue<string>().ShouldBe("Query");
        answers[1]!["errors"]!.AsArray().ShouldNotBeEmpty();
        many.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private async Task<HttpResponseMessage> PostAsync(string body, string? accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        return await cms.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static Task<string> TextAsync(HttpResponseMessage answer) => answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> CodesAsync(HttpResponseMessage answer) =>
        [.. JsonNode.Parse(await TextAsync(answer))!["errors"]!.AsArray().Select(error => error!["extensions"]!["code"]!.GetValue<string>())];
}
