using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Changes;

/// <summary>Copies that are kept by the changes alone, while many write on two nodes.</summary>
public sealed class ReplicaTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Writers = 6;
    private const int ChangesOfEach = 50;
    private const int Tags = 5;

    // Of a draft that never goes out.
    private const string Canary = "zqcanary";

    private readonly CmsFixture cms = new(postgres);
    private readonly ConcurrentDictionary<string, int> posts = new(StringComparer.Ordinal);
    private int written;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cms.InitializeAsync();

    public ValueTask DisposeAsync() => cms.DisposeAsync();

    [Fact]
    public async Task Whoever_follows_ends_with_what_readers_see_whatever_was_written_where()
    {
        await using var second = await cms.StartAsync();
        using var other = second.Server.CreateClient();
        HttpClient[] nodes = [cms.Client, other];
        var (admin, reader) = (await cms.KeyAsync("admin"), await cms.KeyAsync("read"));
        await cms.ImportAsync([.. Enumerable.Range(1, 20).Select(day => ($"_posts/2024-01-{day:D2}-there-{day}.md", $"---\ntags: [tag{day % Tags}]\n---\nText {day}\n"))]);
        foreach (var post in (await Follower.ListedAsync(cms)).Keys)
        {
            posts[post] = 0;
        }

        using var isOver = new CancellationTokenSource();
        Follower[] followers = [.. Enumerable.Range(0, 5).Select(number => new Follower(nodes[number % 2], reader) { IsPatient = true })];
        var following = followers.Select((follower, number) => FollowAsync(follower, number, isOver.Token)).ToList();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(number => WriteAsync(new WritingClient(nodes[number % 2], admin), number)));
        await isOver.CancelAsync();
        await Task.WhenAll(following);

        var listed = await Follower.ListedAsync(cms);
        foreach (var follower in followers)
        {
            await follower.CatchUpAsync();
            follower.Posts.ShouldBe(listed, ignoreOrder: true);
            follower.Told.ShouldAllBe(change => !change.ToJsonString().Contains(Canary, StringComparison.Ordinal));
        }

        written.ShouldBeGreaterThan(Writers * ChangesOfEach / 2, "most of what is tried has to be possible");
        listed.Count.ShouldBeGreaterThan(10);
    }

    // Each at its own pace: pages of any size, some of them waited for, and one follower who begins in the middle.
    private static async Task FollowAsync(Follower follower, int number, CancellationToken isOver)
    {
        var random = new Random(number);
        await Task.Delay(number == 4 ? 1000 : 0, Ct);
        while (!isOver.IsCancellationRequested)
        {
            await follower.ReadAsync(random.Next(1, 18), wait: number == 1 ? 1 : 0, fromMemory: number != 2);
            await Task.Delay(random.Next(0, 20), Ct);
        }
    }

    private async Task WriteAsync(WritingClient writer, int number)
    {
        var random = new Random(100 + number);
        for (var change = 0; change < ChangesOfEach; change++)
        {
            await ChangeAsync(writer, random, string.Create(CultureInfo.InvariantCulture, $"{number}-{change}"), number);
        }
    }

    private async Task ChangeAsync(WritingClient writer, Random random, string name, int number)
    {
        var post = posts.Keys.ElementAtOrDefault(random.Next(posts.Count)) ?? "";
        var address = $"/api/v1/posts/{post}";
        switch (random.Next(12))
        {
            case 0 or 1:
                if (await TryAsync(writer, "POST", "/api/v1/posts", new { title = $"New {name}", tags = TagsOf(random), language = random.Next(2) == 0 ? "de" : "en", slug = $"pair-{random.Next(6)}" }) is { } made)
                {
                    posts[$"{made["id"]}"] = 0;
                    await TryAsync(writer, "POST", $"/api/v1/posts/{made["id"]}/publish");
                }

                break;
            case 2 or 3:
                await TryAsync(writer, "PATCH", address, new { title = $"Changed {name}", tags = TagsOf(random) });
                await TryAsync(writer, "POST", $"{address}/publish");
                break;
            case 4:
                await TryAsync(writer, "PATCH", address, new { path = $"/moved/{name}" });
                await TryAsync(writer, "POST", $"{address}/publish");
                break;
            case 5:
                await TryAsync(writer, "POST", $"{address}/{(random.Next(2) == 0 ? "unpublish" : "archive")}");
                break;
            case 6:
                await TryAsync(writer, "DELETE", address);
                break;
            case 7:
                await TryAsync(writer, "POST", $"{address}/restore");
                await TryAsync(writer, "POST", $"{address}/publish");
                break;
            case 8:
                await TryAsync(writer, "DELETE", address);
                await TryAsync(writer, "DELETE", $"{address}?purge=true");
                break;
            case 9:
                await TryAsync(writer, "PATCH", $"/api/v1/tags/tag{random.Next(Tags)}", new { name = $"Tag{random.Next(Tags)} {name}" });
                break;
            case 10:
                await TryAsync(writer, "POST", "/api/v1/posts", new { title = Canary, tags = new[] { Canary } });
                break;
            default:
                await cms.ImportAsAsync(
                    $"folder-{number}",
                    [.. Enumerable.Range(1, random.Next(1, 6)).Select(file => ($"_posts/2024-02-0{file}-file-{number}-{file}.md", $"---\ntags: [tag{random.Next(Tags)}]\n---\nText {name} {file}\n"))]);
                break;
        }
    }

    // What another writer has made impossible meanwhile is refused, and nothing is changed then.
    private async Task<JsonObject?> TryAsync(WritingClient writer, string method, string address, object? body = null)
    {
        using var answer = await writer.SendAsync(method, address, body, "If-Match: *");
        ((int)answer.StatusCode).ShouldBeLessThan(500, await answer.Content.ReadAsStringAsync(Ct));
        if (!answer.IsSuccessStatusCode)
        {
            return null;
        }

        Interlocked.Increment(ref written);
        return answer.StatusCode == HttpStatusCode.NoContent ? null : JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!.AsObject();
    }

    private static string[] TagsOf(Random random) => [.. Enumerable.Range(0, random.Next(3)).Select(_ => $"tag{random.Next(Tags)}").Distinct(StringComparer.Ordinal)];
}
