using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.Imports;

/// <summary>Sends imports over HTTP with a key, and waits for their ends.</summary>
internal sealed class ImportClient(HttpClient client, string authorization)
{
    public static async Task<ImportClient> OfAsync(CmsFixture cms, params string[] scopes) =>
        new(cms.Client, await cms.KeyAsync(scopes.Length == 0 ? ["write", "publish"] : scopes));

    public async Task<HttpResponseMessage> SendAsync(HttpContent? content, string query = "", params string[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/import{query}") { Content = content };
        foreach (var header in headers.Append(authorization))
        {
            var parts = header.Split(": ", 2);
            request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends what is expected to be taken.</summary>
    /// <returns>The address that tells how far it is.</returns>
    public async Task<string> QueueAsync(HttpContent content, string query = "", params string[] headers)
    {
        using var answer = await SendAsync(content, query, headers);
        answer.StatusCode.ShouldBe(HttpStatusCode.Accepted, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return answer.Headers.Location!.ToString();
    }

    /// <summary>The same, and waits for its end.</summary>
    public async Task<JsonObject> ImportAsync(HttpContent content, string query = "") => await EndOfAsync(await QueueAsync(content, query));

    public async Task<JsonObject> EndOfAsync(string address)
    {
        while (true)
        {
            var import = await GetAsync(address);
            if (import["status"]!.GetValue<string>() is not ("queued" or "running"))
            {
                return import;
            }

            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    public async Task<JsonObject> GetAsync(string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        var parts = authorization.Split(": ", 2);
        request.Headers.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        answer.IsSuccessStatusCode.ShouldBeTrue(text);
        return JsonNode.Parse(text)!.AsObject();
    }

    public static HttpContent Text(string text, string type) => new ByteArrayContent(Encoding.UTF8.GetBytes(text)) { Headers = { ContentType = MediaTypeHeaderValue.Parse(type) } };

    public static HttpContent Zip(string? name, params (string File, string Text)[] files)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (file, text) in files)
            {
                using var entry = zip.CreateEntry(file).Open();
                entry.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        var content = new ByteArrayContent(packed.ToArray()) { Headers = { ContentType = new("application/zip") } };
        content.Headers.ContentDisposition = name is null ? null : new("attachment") { FileName = name };
        return content;
    }

    public static HttpContent Form(params (string Name, HttpContent Content)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, content) in files)
        {
            content.Headers.ContentDisposition = null;
            form.Add(content, "file", name);
        }

        return form;
    }
}
