using System.Net;
using System.Text.Json.Nodes;
using Cms.Content.Access;
using Cms.Tests.Access;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Changes;

/// <summary>Waiting for what changes for readers, and hearing it as it happens.</summary>
public sealed class EventTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly CmsFixture cms = new(postgres);
    private WritingClient writer = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await cms.InitializeAsync();
        writer = await OfAsync(cms);
    }

    public ValueTask DisposeAsync() => cms.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_request_that_waits_is_answered_when_something_changes_on_any_node(bool onAnother)
    {
        await using var node = await cms.StartAsync();
        using var client = onAnother ? node.Server.CreateClient() : null;
        await PublishAsync("before");
        var next = $"{(await cms.GetJsonAsync("/api/v1/changes"))["next"]}";

        var waiting = (client ?? cms.Client).GetAsync(new Uri($"/api/v1/changes?since={next}&wait=60", UriKind.Relative), Ct);
        await writer.CreateAsync("A draft, which nobody hears of");
        await PublishAsync("after");
        using var answer = await waiting;

        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Ct))!;
        page["items"]!.AsArray().Select(item => $"{item!["type"]} {item["post"]!["slug"]}").ShouldBe(["upsert after"]);
    }

    [Fact]
    public async Task A_wait_that_is_over_is_answered_with_nothing_and_the_same_place()
    {
        await PublishAsync("before");
        var next = $"{(await cms.GetJsonAsync("/api/v1/changes"))["next"]}";

        (await cms.GetJsonAsync($"/api/v1/changes?since={next}&wait=1")).ToJsonString().ShouldBe($$"""{"items":[],"next":"{{next}}","more":false}""");
    }

    [Fact]
    public async Task Who_waits_when_as_many_do_as_may_is_told_to_come_again()
    {
        await using var node = await cms.StartAsync("--Cms:Limits:Followers=1");
        using var client = node.Server.CreateClient();
        using (var stream = await EventReader.OpenAsync(client, "/api/v1/events"))
        {
            foreach (var address in (string[])["/api/v1/events", "/api/v1/changes?wait=1"])
            {
                using var refused = await client.GetAsync(new Uri(address, UriKind.Relative), Ct);
                refused.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
                refused.Headers.RetryAfter.ShouldNotBeNull();
                (await CmsFixture.CodeOfAsync(refused)).ShouldBe("busy");
            }

            using var answered = await client.GetAsync(new Uri("/api/v1/changes", UriKind.Relative), Ct);
            answered.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        // Who has left has left the place as well.
        await AccessClient.UntilAsync(async () =>
        {
            using var answer = await client.GetAsync(new Uri("/api/v1/changes?wait=1", UriKind.Relative), Ct);
            return answer.StatusCode == HttpStatusCode.OK;
        });
    }

    [Fact]
    public async Task A_stream_tells_what_happens_from_now_on_as_the_changes_do()
    {
        await PublishAsync("before");
        using var stream = await EventReader.OpenAsync(cms.Client, "/api/v1/events?body=markdown");
        var start = await stream.NextAsync();
        var post = await PublishAsync("heard");
        var upsert = await stream.NextAsync();
        await writer.VerbAsync(post, "archive");
        var delete = await stream.NextAsync();

        stream.Answer.Content.Headers.ContentType!.ToString().ShouldBe("text/event-stream");
        stream.Answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
        start["event"].ShouldBeNull();
        upsert["event"].ShouldBe("upsert");
        JsonNode.Parse(upsert["data"]!)!["post"]!["body"]!["content"]!.GetValue<string>().ShouldBe("Text of heard.\n");
        delete["event"].ShouldBe("delete");
        delete["data"].ShouldBe((await cms.GetJsonAsync($"/api/v1/changes?since={upsert["id"]}"))["items"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task A_stream_goes_on_behind_the_last_event_that_was_heard()
    {
        foreach (var slug in (string[])["one", "two", "three"])
        {
            await PublishAsync(slug);
        }

        var place = $"{(await cms.GetJsonAsync("/api/v1/changes?limit=1"))["next"]}";
        using var stream = await EventReader.OpenAsync(cms.Client, $"/api/v1/events?since={place}");
        var two = await stream.NextEventAsync();
        using var again = await EventReader.OpenAsync(cms.Client, $"/api/v1/events?since={place}", $"Last-Event-ID: {two["id"]}");
        var three = await again.NextEventAsync();

        SlugOf(two).ShouldBe("two");
        SlugOf(three).ShouldBe("three");
        (await cms.GetJsonAsync($"/api/v1/changes?since={three["id"]}"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_was_cut_off_before_anything_happened_misses_nothing()
    {
        string place;
        using (var stream = await EventReader.OpenAsync(cms.Client, "/api/v1/events"))
        {
            place = (await stream.NextAsync())["id"]!;
        }

        await PublishAsync("meanwhile");
        using var again = await EventReader.OpenAsync(cms.Client, "/api/v1/events", $"Last-Event-ID: {place}");

        SlugOf(await again.NextEventAsync()).ShouldBe("meanwhile");
    }

    [Fact]
    public async Task A_place_that_is_none_and_a_form_that_there_is_not_are_refused()
    {
        using var place = await cms.GetAsync("/api/v1/events", "Last-Event-ID: made-up");
        using var form = await cms.GetAsync("/api/v1/events", "Accept: application/json");

        (await CmsFixture.CodeOfAsync(place)).ShouldBe("invalid-change-token");
        form.StatusCode.ShouldBe(HttpStatusCode.NotAcceptable);
    }

    [Fact]
    public async Task A_quiet_stream_is_kept_open_by_comments()
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var node = await cms.StartAsync(services => services.AddSingleton<TimeProvider>(clock));
        using var client = node.Server.CreateClient();
        using var stream = await EventReader.OpenAsync(client, "/api/v1/events");
        await stream.NextAsync();

        var comment = stream.LineAsync();
        while (!comment.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(16));
            await Task.WhenAny(comment, Task.Delay(50, Ct));
        }

        (await comment).ShouldBe(":");
    }

    [Fact]
    public async Task A_stream_ends_when_the_server_does()
    {
        var node = await cms.StartAsync();
        using var client = node.Server.CreateClient();
        using var stream = await EventReader.OpenAsync(client, "/api/v1/events");
        await stream.NextAsync();
        var waiting = client.GetAsync(new Uri($"/api/v1/changes?since={(await cms.GetJsonAsync("/api/v1/changes"))["next"]}&wait=60", UriKind.Relative), Ct);

        node.Services.GetRequiredService<Microsoft.Extensions.Hosting.IHostApplicationLifetime>().StopApplication();

        (await stream.RestAsync()).ShouldNotContain("event:");
        using var answer = await waiting;
        (await answer.Content.ReadAsStringAsync(Ct)).ShouldStartWith("{\"items\":[],");
        await node.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_is_told_to_a_key_that_was_revoked_meanwhile()
    {
        await using var closed = await cms.StartAsync("--Cms:Delivery:RequireKey=true");
        using var client = closed.Server.CreateClient();
        var keys = cms.Services.GetRequiredService<ApiKeys>();
        var created = await keys.CreateAsync(new NewApiKey("follower", ["read"]), Actor.CommandLine, Ct);
        var header = $"Authorization: Bearer {created.Text}";
        using var without = await client.GetAsync(new Uri("/api/v1/events", UriKind.Relative), Ct);
        using var stream = await EventReader.OpenAsync(client, "/api/v1/events", header);
        await stream.NextAsync();

        await keys.RevokeAsync(created.Key.Id, Actor.CommandLine, Ct);
        await AccessClient.UntilAsync(async () => await closed.StatusAsync("/api/v1/posts", header) == HttpStatusCode.Unauthorized);
        await PublishAsync("secret");

        without.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await stream.RestAsync()).ShouldNotContain("secret");
    }

    private Task<JsonObject> PublishAsync(string slug) => writer.PublishAsync(new { title = Unique(slug), slug, markdown = $"Text of {slug}.\n" });

    private static string SlugOf(IReadOnlyDictionary<string, string?> told) => $"{JsonNode.Parse(told["data"]!)!["post"]!["slug"]}";

    /// <summary>Reads server-sent events as they come.</summary>
    private sealed class EventReader(HttpResponseMessage answer, StreamReader lines) : IDisposable
    {
        public HttpResponseMessage Answer => answer;

        public static async Task<EventReader> OpenAsync(HttpClient client, string address, params string[] headers)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            foreach (var header in headers)
            {
                request.Headers.TryAddWithoutValidation(header.Split(": ")[0], header.Split(": ")[1]).ShouldBeTrue();
            }

            var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            return new(answer, new StreamReader(await answer.Content.ReadAsStreamAsync(Ct)));
        }

        public async Task<string?> LineAsync() => await lines.ReadLineAsync(Ct);

        /// <summary>What stands up to the next empty line, by the names of its fields.</summary>
        public async Task<IReadOnlyDictionary<string, string?>> NextAsync()
        {
            Dictionary<string, string?> fields = new(StringComparer.Ordinal) { ["event"] = null, ["data"] = null, ["id"] = null };
            while (await LineAsync() is { Length: > 0 } line)
            {
                fields[line.Split(": ")[0]] = line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..];
            }

            return fields;
        }

        /// <summary>The same without what is no event.</summary>
        public async Task<IReadOnlyDictionary<string, string?>> NextEventAsync()
        {
            while (true)
            {
                if (await NextAsync() is var next && next["event"] is not null)
                {
                    return next;
                }
            }
        }

        public async Task<string> RestAsync() => await lines.ReadToEndAsync(Ct);

        public void Dispose()
        {
            lines.Dispose();
            answer.Dispose();
        }
    }
}
