using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Cms.Tests.CommandLine;
using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.Posts;

/// <summary>The server, or PostgreSQL, may be killed at any moment while people write: what was answered is there, and nothing is half there.</summary>
public sealed class KilledServerTests : IDisposable
{
    private const int Writers = 4;
    private const int FewestWrites = 5;

    // More by hand: CMS_KILLS=20.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("CMS_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 3;

    private readonly Store store = new();
    private readonly ConcurrentDictionary<Guid, string> answered = [];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_write_that_was_answered_is_there_after_each_kill_and_counts_are_right()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Killing PostgreSQL by its process id is tried on Linux.");
        for (var kill = 0; kill < Kills; kill++)
        {
            using var cms = Serve();
            using var client = await ClientAsync(cms);
            var before = answered.Count;
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
            var writers = Enumerable.Range(0, Writers).Select(_ => WriteAsync(client, stop.Token)).ToArray();
            while (answered.Count < before + FewestWrites)
            {
                await Task.Delay(10, Ct);
            }

            await Task.Delay(RandomNumberGenerator.GetInt32(500), Ct);
            if (kill % 2 == 1)
            {
                store.KillPostmaster();
            }

            cms.Kill();
            await stop.CancelAsync();
            await Task.WhenAll(writers);
            await cms.EndAsync();
        }

        using var last = Serve();
        using var reader = await ClientAsync(last);
        foreach (var (id, title) in answered)
        {
            var post = await reader.GetFromJsonAsync<JsonObject>($"/api/v1/posts/{id}", Ct);
            post!["title"]!.GetValue<string>().ShouldBe(title);
        }

        var listed = (await reader.GetFromJsonAsync<JsonObject>("/api/v1/posts?tag=hammered&total=true&limit=1", Ct))!["page"]!["total"]!.GetValue<int>();
        listed.ShouldBeGreaterThanOrEqualTo(answered.Count);
        (await reader.GetFromJsonAsync<JsonObject>("/api/v1/tags/hammered", Ct))!["count"]!.GetValue<int>().ShouldBe(listed);
        (await reader.GetFromJsonAsync<JsonObject>("/api/v1/links?host=hammered.example", Ct))!["items"]![0]!["count"]!.GetValue<int>().ShouldBe(listed);

        // What was made and not answered is whole as well: a draft with one revision, or published with two.
        foreach (var status in (string[])["draft", "published"])
        {
            for (var address = $"/api/v1/posts?status={status}&limit=100"; address is not null;)
            {
                var page = await reader.GetFromJsonAsync<JsonObject>(address, Ct);
                page!["items"]!.AsArray().ShouldAllBe(post => post!["revision"]!.GetValue<int>() == (status == "draft" ? 1 : 2));
                address = page["page"]!["next"] is { } next ? $"/api/v1/posts?status={status}&limit=100&after={next}" : null;
            }
        }

        await last.TerminateAsync();
        await last.EndAsync();
    }

    public void Dispose() => store.Dispose();

    private CmsProcess Serve() => CmsProcess.Start("serve", "--urls=http://127.0.0.1:0", $"--Cms:DataDirectory={store.Directory}", "--Cms:SampleContent=false");

    private async Task<HttpClient> ClientAsync(CmsProcess cms)
    {
        var address = await cms.ListensAsync();
        var key = (await File.ReadAllTextAsync(Path.Combine(store.Directory, "admin-key"), Ct)).Trim();
        return new HttpClient { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    private async Task WriteAsync(HttpClient client, CancellationToken stop)
    {
        try
        {
            while (!stop.IsCancellationRequested)
            {
                var title = $"Hammered {Guid.NewGuid():N}";
                using var created = await client.PostAsJsonAsync(
                    "/api/v1/posts", new { title, tags = new[] { "hammered" }, links = new[] { new { name = "It", url = "https://hammered.example/" } } }, stop);
                if (!created.IsSuccessStatusCode)
                {
                    continue;
                }

                var id = (await created.Content.ReadFromJsonAsync<JsonObject>(stop))!["id"]!.GetValue<Guid>();
                using var publish = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/posts/{id}/publish") { Headers = { IfMatch = { EntityTagHeaderValue.Any } } };
                using var published = await client.SendAsync(publish, stop);
                if (published.IsSuccessStatusCode)
                {
                    answered[id] = title;
                }
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or OperationCanceledException)
        {
            // The server was killed, as it should be.
        }
    }
}
