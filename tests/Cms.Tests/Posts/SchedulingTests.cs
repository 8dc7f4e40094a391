using System.Globalization;
using System.Text.Json.Nodes;
using Cms.Content.Scheduling;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

/// <summary>Posts go out and away at their times. Each test's posts are due by the real clock, which two nodes go by.</summary>
public sealed class SchedulingTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task Two_nodes_publish_each_of_many_posts_once()
    {
        await using var second = await cms.StartAsync();
        var client = await OfAsync(cms);
        List<JsonObject> posts = [];
        for (var number = 0; number < 200; number++)
        {
            posts.Add(await client.CreateAsync(new { title = Unique("Due"), tags = new[] { "due-together" } }));
        }

        var due = TimeProvider.System.GetUtcNow().AddSeconds(1);
        foreach (var post in posts)
        {
            await client.VerbAsync(post, "schedule", new { publishAt = due });
        }

        await UntilAsync(async () => (await cms.GetJsonAsync("/api/v1/posts?tag=due-together&limit=1&total=true"))["page"]!["total"]!.GetValue<int>() == 200);
        foreach (var post in posts)
        {
            var revisions = await client.GetAsync($"{AddressOf(post)}/revisions");
            revisions["items"]!.AsArray().Select(revision => $"{revision!["kind"]} {revision["by"]}").ShouldBe(["published cms", "scheduled admin", "created admin"]);
        }
    }

    [Fact]
    public async Task A_post_goes_away_at_its_time()
    {
        var client = await OfAsync(cms);
        var post = await client.PublishAsync(new { title = Unique("Brief") });

        await client.VerbAsync(post, "schedule", new { unpublishAt = TimeProvider.System.GetUtcNow() });

        await UntilAsync(async () => await StatusAsync(client, post) == "draft");
        using var answer = await cms.GetAsync(AddressOf(post));
        answer.IsSuccessStatusCode.ShouldBeFalse();
    }

    [Fact]
    public async Task The_next_copy_of_a_published_post_goes_out_at_its_time()
    {
        var client = await OfAsync(cms);
        var post = await client.PublishAsync(new { title = Unique("Next"), markdown = "Old." });
        await client.PatchAsync(post, new { markdown = "New." });

        await client.VerbAsync(post, "schedule", new { publishAt = TimeProvider.System.GetUtcNow() });

        await UntilAsync(async () => $"{(await cms.GetJsonAsync(AddressOf(post)))["body"]!["content"]}" == "New.");
        (await client.GetAsync($"{AddressOf(post)}?version=draft"))["publishAt"].ShouldBeNull();
    }

    [Fact]
    public async Task An_imported_post_with_a_future_date_goes_out_on_that_date()
    {
        var date = TimeProvider.System.GetUtcNow().AddSeconds(2).ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
        await cms.ImportAsync(("_posts/2020-01-01-imported-for-later.md", $"---\ndate: {date}\n---\nLater.\n"));

        await UntilAsync(async () =>
        {
            using var answer = await cms.GetAsync("/api/v1/posts/imported-for-later");
            return answer.IsSuccessStatusCode;
        });
    }

    [Fact]
    public async Task What_came_due_while_nothing_ran_is_done_at_the_next_look()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Missed"));
        await client.VerbAsync(post, "schedule", new { publishAt = "2020-01-01T00:00:00Z" });

        await cms.Services.GetRequiredService<DuePosts>().FollowAsync(TestContext.Current.CancellationToken);

        await UntilAsync(async () => await StatusAsync(client, post) == "published");
    }

    private static async Task<string> StatusAsync(WritingClient client, JsonObject post) => $"{(await client.GetAsync($"{AddressOf(post)}?version=draft"))["status"]}";

    private static async Task UntilAsync(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }
}
