using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Posts;

/// <summary>Writes posts over HTTP with a key.</summary>
internal sealed class WritingClient(HttpClient client, string authorization)
{
    public static async Task<WritingClient> OfAsync(CmsFixture cms, params string[] scopes) =>
        new(cms.Client, await cms.KeyAsync(scopes.Length == 0 ? ["admin"] : scopes));

    public static string Unique(string name) => $"{name} {Guid.NewGuid():N}";

    public async Task<HttpResponseMessage> SendTextAsync(string method, string address, string? body, string contentType, params string[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(contentType) } };
        }

        foreach (var header in headers.Append(authorization))
        {
            var parts = header.Split(": ", 2);
            (request.Headers.TryAddWithoutValidation(parts[0], parts[1]) || request.Content?.Headers.TryAddWithoutValidation(parts[0], parts[1]) == true).ShouldBeTrue();
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public Task<HttpResponseMessage> SendAsync(string method, string address, object? body = null, params string[] headers) =>
        SendTextAsync(method, address, body is null ? null : body as string ?? JsonSerializer.Serialize(body, JsonSerializerOptions.Web), "application/json", headers);

    /// <summary>Sends a change that goes by any revision, and expects that it is taken.</summary>
    public Task<JsonObject> ChangeAsync(string method, string address, object? body = null) => ReadAsync(SendAsync(method, address, body, "If-Match: *"));

    public Task<JsonObject> CreateAsync(object body) => ReadAsync(SendAsync("POST", "/api/v1/posts", body));

    public Task<JsonObject> CreateAsync(string title) => CreateAsync(new { title, markdown = $"This is {title}.\n" });

    public Task<JsonObject> GetAsync(string address) => ReadAsync(SendAsync("GET", address));

    public Task<JsonObject> VerbAsync(JsonObject post, string verb, object? body = null) => ChangeAsync("POST", $"{AddressOf(post)}/{verb}", body);

    public Task<JsonObject> TrashAsync(JsonObject post) => ChangeAsync("DELETE", AddressOf(post));

    public Task<JsonObject> PatchAsync(JsonObject post, object patch) => ChangeAsync("PATCH", AddressOf(post), patch);

    public async Task<JsonObject> PublishAsync(object body) => await VerbAsync(await CreateAsync(body), "publish");

    public static string AddressOf(JsonObject post) => $"/api/v1/posts/{post["id"]}";

    public static string IfMatch(JsonObject post) => string.Create(CultureInfo.InvariantCulture, $"If-Match: \"{post["revision"]}\"");

    /// <summary>What is answered, where it is no refusal.</summary>
    public static async Task<JsonObject> ReadAsync(Task<HttpResponseMessage> sent)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue($"{(int)answer.StatusCode}: {text}");
        return JsonNode.Parse(text)!.AsObject();
    }
}
