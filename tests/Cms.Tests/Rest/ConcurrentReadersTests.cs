using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.Rest;

/// <summary>
/// A thousand changes under the eyes of eight readers, on one node and on two. Each change writes its number into title, description and text of a post, so
/// that an answer tells which state of it is shown, and whether it is one.
/// </summary>
public sealed partial class ConcurrentReadersTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const int Readers = 8;
    private const int Changes = 1000;

    // Each post has one writer, so that the writer knows what is to be seen.
    private static readonly string[] Slugs = ["one", "two"];

    private static readonly string[] Codings = ["identity", "gzip", "br"];

    private readonly CmsFixture cms = new(postgres);

    // The bytes that every reader got under a tag, by address.
    private readonly ConcurrentDictionary<string, string> contents = new(StringComparer.Ordinal);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await cms.InitializeAsync();

    public ValueTask DisposeAsync() => cms.DisposeAsync();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task No_reader_gets_a_body_that_does_not_belong_to_its_tag_and_every_writer_sees_what_was_written(int nodes)
    {
        await using var second = await cms.StartAsync();
        using var other = second.Server.CreateClient();
        HttpClient[] clients = nodes == 1 ? [cms.Client] : [cms.Client, other];
        var key = await cms.KeyAsync("admin");
        var posts = await Task.WhenAll(Slugs.Select(slug => new WritingClient(cms.Client, key).PublishAsync(State(0, slug))));

        using var isOver = new CancellationTokenSource();
        var reading = Enumerable.Range(0, Readers).Select(reader => ReadAsync(clients[reader % nodes], new Random(reader), isOver.Token)).ToList();
        await Task.WhenAll(Slugs.Select((slug, at) => WriteAsync(clients[at % nodes], key, posts[at], slug)));
        await isOver.CancelAsync();

        foreach (var answers in await Task.WhenAll(reading))
        {
            answers.ShouldBeGreaterThan(100);
        }

        // Of one coding, one content has one tag, and so a state that was seen had one everywhere.
        contents.Count.ShouldBeGreaterThan(100);
    }

    private static object State(int number, string slug) =>
        new { title = $"Number {number}", description = $"Number {number}", markdown = $"Number {number}\n", tags = new[] { "counted" }, slug };

    private static string[] AddressesOf(string slug) =>
    [
        $"/api/v1/posts/{slug}",
        $"/graphql?query={Uri.EscapeDataString($"{{ post(slug: \"{slug}\") {{ slug title description markdown }} }}")}",
        "/api/v1/posts?tag=counted&body=markdown",
        $"/graphql?query={Uri.EscapeDataString("{ posts(where: { tags: { some: { slug: { eq: \"counted\" } } } }) { nodes { slug title description markdown } } }")}",
        "/api/v1/changes?body=markdown",
    ];

    private static async Task WriteAsync(HttpClient client, string key, JsonObject post, string slug)
    {
        var writer = new WritingClient(client, key);
        var id = $"{post["id"]}";
        var addresses = AddressesOf(slug);
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        for (var number = 1; number <= Changes / Slugs.Length; number++)
        {
            await WritingClient.ReadAsync(writer.SendAsync("POST", "/api/v1/batch", new
            {
                operations = new object[] { new { op = "update", id, revision = "*", post = State(number, slug) }, new { op = "publish", id, revision = "*" } },
            }));

            // With the tag of what was there before: it is not to be told that this is so still.
            var address = addresses[number % addresses.Length];
            using var answer = await SendAsync(client, address, "identity", tags.GetValueOrDefault(address));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            tags[address] = answer.Headers.ETag!.Tag;
            NumbersOf(await answer.Content.ReadAsStringAsync(Ct))[slug].ShouldBe(number, address);
        }
    }

    private async Task<int> ReadAsync(HttpClient client, Random random, CancellationToken isOver)
    {
        string[] addresses = [.. Slugs.SelectMany(AddressesOf).Distinct(StringComparer.Ordinal)];
        Dictionary<string, string> tags = new(StringComparer.Ordinal);
        var answers = 0;
        while (!isOver.IsCancellationRequested)
        {
            var (address, coding) = (addresses[random.Next(addresses.Length)], Codings[random.Next(Codings.Length)]);
            var known = random.Next(2) == 0 ? tags.GetValueOrDefault($"{coding} {address}") : null;
            using var answer = await SendAsync(client, address, coding, known);
            answers++;
            if (answer.StatusCode == HttpStatusCode.NotModified)
            {
                answer.Headers.ETag!.Tag.ShouldBe(known);
                continue;
            }

            answer.StatusCode.ShouldBe(HttpStatusCode.OK, address);
            var (tag, bytes) = (answer.Headers.ETag!.Tag, await answer.Content.ReadAsByteArrayAsync(Ct));
            tags[$"{coding} {address}"] = tag;
            var hash = Convert.ToHexString(SHA256.HashData(bytes));
            contents.GetOrAdd($"{tag} {address}", hash).ShouldBe(hash, $"{address} had other content under the tag {tag}");
            if (answer.Content.Headers.ContentEncoding.Count == 0)
            {
                NumbersOf(Encoding.UTF8.GetString(bytes)).Values.ShouldAllBe(number => number >= 0 && number <= Changes / Slugs.Length);
            }

            await Task.Delay(random.Next(5), Ct);
        }

        return answers;
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string coding, string? known)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", coding).ShouldBeTrue();
        if (known is not null)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", known).ShouldBeTrue();
        }

        return client.SendAsync(request, Ct);
    }

    // The number of each post that an answer shows, after a look that all of it is of one state.
    private static Dictionary<string, int> NumbersOf(string json)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        Collect(JsonNode.Parse(json));
        return numbers;

        void Collect(JsonNode? node)
        {
            if (node is JsonObject post && post["slug"] is { } slug && post["title"] is not null)
            {
                string[] states = [.. Number.Matches(post.ToJsonString()).Select(match => match.Groups["value"].Value).Distinct(StringComparer.Ordinal)];
                states.ShouldHaveSingleItem(post.ToJsonString());
                numbers.Add($"{slug}", int.Parse(states[0], CultureInfo.InvariantCulture));
                return;
            }

            foreach (var inner in node switch { JsonObject members => members.Select(member => member.Value), JsonArray items => items, _ => [] })
            {
                Collect(inner);
            }
        }
    }

    [GeneratedRegex(@"Number (?<value>\d+)", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Number { get; }
}
