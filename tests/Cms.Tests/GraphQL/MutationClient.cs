using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>Changes posts by GraphQL with a key.</summary>
internal sealed class MutationClient(HttpClient client, string? authorization)
{
    public static async Task<MutationClient> OfAsync(CmsFixture cms, params string[] scopes) =>
        new(cms.Client, await cms.KeyAsync(scopes.Length == 0 ? ["admin"] : scopes));

    /// <summary>Sends one mutation, and answers its payload.</summary>
    public async Task<JsonObject> MutateAsync(string mutation, object input, string selection = "post { uuid status revision }")
    {
        var name = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}";
        var answer = await AskAsync(
            $"mutation M($input: {name}Input!) {{ {mutation}(input: $input) {{ {selection} errors {{ __typename ... on Error {{ message code }} }} }} }}", new { input });
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        return answer["data"]![mutation]!.AsObject();
    }

    /// <summary>The whole answer, errors and all.</summary>
    public async Task<JsonNode> AskAsync(string query, object? variables = null)
    {
        using var answer = await SendAsync(query, variables);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    public async Task<HttpResponseMessage> SendAsync(string query, object? variables = null, string accept = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { query, variables }, JsonSerializerOptions.Web), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        if (authorization is not null)
        {
            var parts = authorization.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }
}
