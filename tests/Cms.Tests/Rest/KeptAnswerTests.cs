using System.Net;
using System.Text;
using System.Text.Json;
using Cms.Tests.Hosting;

namespace Cms.Tests.Rest;

/// <summary>Answers are given from memory, and never after they have become untrue.</summary>
public sealed class KeptAnswerTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Theory]
    [InlineData("/api/v1/posts?tag=repeated")]
    [InlineData("/api/v1/posts/repeated.html")]
    [InlineData("/api/v1/tags")]
    [InlineData("/graphql?query={posts(first:1){nodes{title}}}")]
    public async Task The_same_question_costs_the_database_nothing_more(string address)
    {
        await cms.ImportAsAsync("repeated", Post("repeated", "Text"));
        using var statements = new StatementCount(cms.ConnectionString);
        var first = await ReadAsync(address);

        var again = "";
        var cost = await statements.OfAsync(async () => again = await ReadAsync(address));

        again.ShouldBe(first);

        // At most the question whether anything has changed: other tests of this class write, too.
        cost.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_graphql_query_by_post_is_answered_from_memory_and_by_its_variables()
    {
        await cms.ImportAsync(Post("by-post", "Text"), Post("by-post-too", "Other"));
        using var statements = new StatementCount(cms.ConnectionString);
        (await AskAsync("by-post")).ShouldContain("Title of by-post\"");
        (await AskAsync("by-post-too")).ShouldContain("Title of by-post-too\"");

        var cost = await statements.OfAsync(async () => (await AskAsync("by-post")).ShouldContain("Title of by-post\""));

        cost.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task Many_who_ask_the_same_at_once_cost_what_one_costs()
    {
        await cms.ImportAsync(Post("crowd", "Text"));
        using var statements = new StatementCount(cms.ConnectionString);

        var cost = await statements.OfAsync(() => Task.WhenAll(Enumerable.Range(0, 50).Select(_ => ReadAsync("/api/v1/posts?tag=crowd&total=true"))));

        // The version, the page and the total; and once more each, should another test write meanwhile.
        cost.ShouldBeLessThanOrEqualTo(12);
    }

    [Fact]
    public async Task What_another_node_publishes_is_heard_of()
    {
        await using var other = await cms.StartAsync();
        using var client = other.Server.CreateClient();
        await cms.ImportAsAsync("heard", Post("heard", "Before"));
        (await client.GetStringAsync("/api/v1/posts/heard.txt", TestContext.Current.CancellationToken)).ShouldContain("Before");

        await cms.ImportAsAsync("heard", Post("heard", "After"));

        var text = "";
        while (!text.Contains("After", StringComparison.Ordinal))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            text = await client.GetStringAsync("/api/v1/posts/heard.txt", TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Under_concurrent_writes_no_reader_gets_a_body_that_is_not_of_its_tag()
    {
        await using var other = await cms.StartAsync();
        using var otherClient = other.Server.CreateClient();
        await cms.ImportAsAsync("race", Post("race", "Version 0 ends here"));
        using var stop = new CancellationTokenSource();
        var bodies = new System.Collections.Concurrent.ConcurrentDictionary<string, string>(StringComparer.Ordinal);

        async Task ReadAllTheTimeAsync(HttpClient client)
        {
            while (!stop.IsCancellationRequested)
            {
                using var answer = await client.GetAsync("/api/v1/posts/race.txt", TestContext.Current.CancellationToken);
                var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
                bodies.GetOrAdd(answer.Headers.ETag!.Tag, body).ShouldBe(body);
            }
        }

        var readers = Enumerable.Range(0, 8).Select(number => Task.Run(() => ReadAllTheTimeAsync(number % 2 == 0 ? cms.Client : otherClient))).ToList();
        const int Changes = 100;
        for (var change = 1; change <= Changes; change++)
        {
            await cms.ImportAsAsync("race", Post("race", $"Version {change} ends here"));
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers);
        bodies.Values.Distinct(StringComparer.Ordinal).Count().ShouldBe(bodies.Count);
        bodies.Values.ShouldAllBe(body => body.Contains("ends here", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_kept_where_the_cache_is_off()
    {
        await using var node = await cms.StartAsync("--Cms:Cache:Bytes=0");
        using var client = node.Server.CreateClient();
        await cms.ImportAsync(Post("uncached", "Text"));
        using var statements = new StatementCount(cms.ConnectionString);

        var cost = await statements.OfAsync(async () =>
        {
            await client.GetStringAsync("/api/v1/posts/uncached.txt", TestContext.Current.CancellationToken);
            await client.GetStringAsync("/api/v1/posts/uncached.txt", TestContext.Current.CancellationToken);
        });

        cost.ShouldBeGreaterThanOrEqualTo(2);
    }

    [Fact]
    public async Task Answers_that_were_packed_to_find_room_come_out_as_they_were()
    {
        // As they are, the answers take more than twice the room.
        await using var node = await cms.StartAsync("--Cms:Cache:Bytes=150000");
        using var client = node.Server.CreateClient();
        var names = Enumerable.Range(0, 40).Select(number => $"packed-{number}").ToList();
        await cms.ImportAsync([.. names.Select(name => Post(name, string.Concat(Enumerable.Repeat($"A line of {name} that comes again.\n", 200))))]);
        Task<string> PostAsync(HttpClient from, string name) => from.GetStringAsync($"/api/v1/posts/{name}", TestContext.Current.CancellationToken);
        foreach (var name in names)
        {
            await PostAsync(client, name);
        }

        using var statements = new StatementCount(cms.ConnectionString);
        List<string> again = [];
        var cost = await statements.OfAsync(async () =>
        {
            foreach (var name in names)
            {
                again.Add(await PostAsync(client, name));
            }
        });

        // Other tests of this class write meanwhile, and some may be asked for anew.
        cost.ShouldBeLessThan(names.Count);
        foreach (var (name, kept) in names.Zip(again))
        {
            kept.ShouldBe(await PostAsync(cms.Client, name));
        }

        // Asked for again and again by many at once, they are unpacked for good, and others packed for them.
        await Task.WhenAll(Enumerable.Range(0, 4).Select(reader => Task.Run(async () =>
        {
            for (var at = 0; at < 1000; at++)
            {
                var which = ((at % 10) + (reader * 5)) % names.Count;
                (await PostAsync(client, names[which])).ShouldBe(again[which]);
            }
        })));
    }

    [Fact]
    public async Task A_question_mark_in_a_path_is_not_the_beginning_of_a_query()
    {
        await cms.ImportAsync(Post("questioned", "Text"));
        await ReadAsync("/api/v1/posts?tag=questioned");

        using var other = await cms.GetAsync("/api/v1/posts%3Ftag=questioned");

        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_answer_that_is_kept_has_the_headers_of_the_first()
    {
        await cms.ImportAsync(Post("headers", "Text"));
        using var first = await cms.GetAsync("/api/v1/posts/headers", "Accept-Encoding: br", "Origin: https://example.org");
        using var again = await cms.GetAsync("/api/v1/posts/headers", "Accept-Encoding: br", "Origin: https://example.org");

        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        again.Headers.ToString().ShouldBe(first.Headers.ToString());
        again.Content.Headers.ToString().ShouldBe(first.Content.Headers.ToString());
    }

    private static (string File, string Text) Post(string name, string text) => ($"_posts/2024-01-01-{name}.md", $"---\ntitle: Title of {name}\ntags: [{name}]\n---\n{text}\n");

    private async Task<string> ReadAsync(string address)
    {
        using var answer = await cms.GetAsync(address);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    private async Task<string> AskAsync(string slug)
    {
        var body = JsonSerializer.Serialize(new { query = "query($slug: String) { post(slug: $slug) { title } }", variables = new { slug } });
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await cms.Client.PostAsync("/graphql", content, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }
}
