using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>Asks the product by GraphQL.</summary>
internal static class GraphQLClient
{
    /// <summary>The whole answer, errors and all.</summary>
    public static Task<JsonNode> AskAsync(this CmsFixture cms, string query, object? variables = null) => cms.Client.AskAsync(query, variables);

    /// <summary>The same of another node.</summary>
    public static async Task<JsonNode> AskAsync(this HttpClient client, string query, object? variables = null)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { query, variables }), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/graphql", body, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    /// <summary>The data of an answer without errors.</summary>
    public static Task<JsonNode> QueryAsync(this CmsFixture cms, string query, object? variables = null) => cms.Client.QueryAsync(query, variables);

    /// <summary>The same of another node.</summary>
    public static async Task<JsonNode> QueryAsync(this HttpClient client, string query, object? variables = null)
    {
        var answer = await client.AskAsync(query, variables);
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        return answer["data"]!;
    }

    /// <summary>The code of the first error.</summary>
    public static async Task<string> RefusalAsync(this CmsFixture cms, string query, object? variables = null)
    {
        var answer = await cms.AskAsync(query, variables);
        answer["errors"].ShouldNotBeNull(answer.ToJsonString());
        return answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>();
    }

    /// <summary>That these are the errors of an answer: one, of that code.</summary>
    public static void ShouldHaveSingleItemOf(this JsonNode? errors, string code) =>
        errors.ShouldNotBeNull(code).AsArray().Select(error => error!["extensions"]!["code"]!.GetValue<string>()).ShouldBe([code], errors!.ToJsonString());

    /// <summary>The texts of one field of the objects in a list.</summary>
    public static string[] Texts(this JsonNode? list, string field) => [.. list!.AsArray().Select(item => item![field]!.GetValue<string>())];
}
