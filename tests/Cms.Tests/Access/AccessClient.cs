using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Alba;
using Cms.Tests.Hosting;

namespace Cms.Tests.Access;

/// <summary>Asks a node as somebody: with a key or token, from an address.</summary>
internal static class AccessClient
{
    public static async Task<HttpResponseMessage> AskAsync(
        this IAlbaHost node, HttpMethod method, string address, string? key = null, object? body = null)
    {
        using var client = node.Server.CreateClient();
        using var request = new HttpRequestMessage(method, address) { Content = body is null ? null : JsonContent.Create(body) };
        if (key is not null)
        {
            var parts = key.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public static async Task<HttpStatusCode> StatusAsync(this IAlbaHost node, string address, string? key = null)
    {
        using var answer = await node.AskAsync(HttpMethod.Get, address, key);
        return answer.StatusCode;
    }

    /// <summary>Asks from another machine.</summary>
    public static async Task<(int Status, IDictionary<string, string> Headers)> AskFromAsync(
        this IAlbaHost node, string address, string path, string? key = null, string method = "GET", string? forwardedFor = null, string? markdown = null)
    {
        var context = await node.Server.SendAsync(
            http =>
            {
                http.Connection.RemoteIpAddress = IPAddress.Parse(address);
                http.Request.Method = method;
                http.Request.Path = path;
                if (key is not null)
                {
                    http.Request.Headers.Authorization = key.Split(": ", 2)[1];
                }

                if (forwardedFor is not null)
                {
                    http.Request.Headers["X-Forwarded-For"] = forwardedFor;
                }

                if (markdown is not null)
                {
                    http.Request.ContentType = "text/markdown";
                    http.Request.Body = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(markdown));
                }
            },
            TestContext.Current.CancellationToken);
        return (context.Response.StatusCode, context.Response.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
    }

    /// <summary>Makes a key over REST.</summary>
    public static async Task<JsonNode> CreateKeyAsync(this CmsFixture cms, string admin, object wanted)
    {
        using var answer = await cms.Http.AskAsync(HttpMethod.Post, "/api/v1/keys", admin, wanted);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return (await answer.Content.ReadFromJsonAsync<JsonNode>(TestContext.Current.CancellationToken))!;
    }

    public static async Task<JsonNode> JsonAsync(this IAlbaHost node, string address, string key)
    {
        using var answer = await node.AskAsync(HttpMethod.Get, address, key);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return JsonNode.Parse(text)!;
    }

    /// <summary>Waits until it is true.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isTrue)
    {
        while (!await isTrue())
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
