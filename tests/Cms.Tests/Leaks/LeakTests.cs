using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Leaks;

/// <summary>Walks all that readers can ask, and looks for what is kept from them.</summary>
public sealed partial class LeakTests(ForgetfulCmsFixture cms) : IClassFixture<ForgetfulCmsFixture>
{
    private static readonly HiddenPost Unknown = new("unknown");

    public static TheoryData<string> States => [.. HiddenPosts.States];

    [Fact]
    public async Task No_list_says_anything_of_any_of_them()
    {
        List<HiddenPost> hidden = [];
        foreach (var state in HiddenPosts.States)
        {
            hidden.Add(await MakeAsync(state));
        }

        foreach (var address in (await AddressesAsync()).General)
        {
            var answer = await GetAsync(address);
            hidden.ForEach(post => Check(post, address, answer));
        }
    }

    [Theory]
    [MemberData(nameof(States))]
    public async Task No_address_says_anything_of_it_to_a_reader_nor_answers_otherwise_than_if_it_never_was(string state)
    {
        var hidden = await MakeAsync(state);
        var addresses = await AddressesAsync();

        foreach (var (address, unknown) in addresses.Naming(hidden.Names, asReader: false).Zip(addresses.Naming(Unknown.Names, asReader: false)))
        {
            var answer = await GetAsync(address);
            Check(hidden, address, answer);
            var (ofHidden, ofUnknown) = (Nameless(answer, hidden), Nameless(await GetAsync(unknown), Unknown));

            // The ETag of an export is of what was asked for, too.
            var comparable = address.StartsWith("/api/v1/export", StringComparison.Ordinal) ? ETag.Replace(ofHidden, "") : ofHidden;
            comparable.ShouldBe(address.StartsWith("/api/v1/export", StringComparison.Ordinal) ? ETag.Replace(ofUnknown, "") : ofUnknown, address);
        }
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("scheduled")]
    [InlineData("archived draft")]
    [InlineData("trashed draft")]
    public async Task Making_it_changes_nothing_that_readers_get(string state)
    {
        var writer = await WritingClient.OfAsync(cms);
        await writer.PublishAsync(new { title = WritingClient.Unique("Seen"), markdown = "Seen by all.", tags = new[] { "common" } });
        Dictionary<string, string> before = new(StringComparer.Ordinal);
        foreach (var address in (await AddressesAsync()).General)
        {
            before[address] = await GetAsync(address);
        }

        await HiddenPosts.MakeAsync(writer, state);

        foreach (var (address, answer) in before)
        {
            (await GetAsync(address)).ShouldBe(answer, address);
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("preview")]
    [InlineData("write")]
    [InlineData("publish")]
    [InlineData("admin")]
    public async Task A_key_shows_it_only_to_those_who_ask_for_working_copies(string scope)
    {
        var key = await cms.KeyAsync(scope);
        var addresses = await AddressesAsync();
        List<HiddenPost> hidden = [await MakeAsync("draft"), await MakeAsync("working copy of a published post"), await MakeAsync("archived")];
        foreach (var address in addresses.General)
        {
            var answer = await GetAsync(address, key);
            hidden.ForEach(post => Check(post, address, answer));
        }

        foreach (var post in hidden)
        {
            foreach (var address in addresses.Naming(post.Names, asReader: scope != "read"))
            {
                Check(post, address, await GetAsync(address, key));
            }
        }
    }

    [Theory]
    [InlineData("draft")]
    [InlineData("archived")]
    [InlineData("working copy of a published post")]
    [InlineData("earlier revision of a published post")]
    public async Task No_field_of_the_schema_says_anything_of_it_to_a_reader(string state)
    {
        var hidden = await MakeAsync(state);
        var queries = new GraphQLQueries(await cms.QueryAsync(GraphQLQueries.Introspection));

        await using var node = await StartDeepAsync();
        using var client = node.Server.CreateClient();
        foreach (var query in queries.Of(hidden.Names))
        {
            Check(hidden, query, await AskAsync(client, query));
        }
    }

    [Theory]
    [InlineData("read")]
    [InlineData("publish")]
    public async Task No_field_of_the_schema_says_anything_of_it_to_a_key_that_may_not_preview(string scope)
    {
        var hidden = await MakeAsync("earlier revision of a published post");
        var queries = new GraphQLQueries(await cms.QueryAsync(GraphQLQueries.Introspection));

        await using var node = await StartDeepAsync();
        using var client = node.Server.CreateClient();
        var parts = (await cms.KeyAsync(scope)).Split(": ", 2);
        client.DefaultRequestHeaders.TryAddWithoutValidation(parts[0], parts[1]).ShouldBeTrue();
        foreach (var query in queries.Of(hidden.Names))
        {
            Check(hidden, query, await AskAsync(client, query));
        }
    }

    [Fact]
    public async Task The_walk_asks_for_what_is_managed_and_for_every_revision()
    {
        var queries = new GraphQLQueries(await cms.QueryAsync(GraphQLQueries.Introspection)).Of(Unknown.Names).ToList();

        foreach (var part in (string[])["{ keys ", "{ audit", "{ sources", "{ source(", "{ imports", "{ import(", "atRevision(number: 1) {", "diff(from: 1, to: 1) {", "revisions(first: 2) {", "previewLinks {"])
        {
            queries.ShouldContain(query => query.Contains(part, StringComparison.Ordinal), part);
        }
    }

    [Fact]
    public async Task The_walk_reaches_what_is_published()
    {
        var writer = await WritingClient.OfAsync(cms);
        var seen = new HiddenPost("published");
        var content = seen.Content;
        content["id"] = seen.Id.ToString();
        await writer.VerbAsync(await writer.CreateAsync(content), "publish");
        var addresses = await AddressesAsync();
        var queries = new GraphQLQueries(await cms.QueryAsync(GraphQLQueries.Introspection));

        List<string> saying = [];
        foreach (var address in addresses.General.Concat(addresses.Naming(seen.Names, asReader: true)))
        {
            saying.AddRange(seen.FindIn(await GetAsync(address), Uri.UnescapeDataString(address)) is null ? [] : [address]);
        }

        await using var node = await StartDeepAsync();
        using var client = node.Server.CreateClient();
        foreach (var query in queries.Of(seen.Names))
        {
            var answer = await AskAsync(client, query);

            // One that was not asked at all; errors of many posts, told or not, hide nothing of the others.
            answer.ShouldNotContain("\"TOO_DEEP", customMessage: query);
            answer.ShouldNotContain("\"TOO_EXPENSIVE", customMessage: query);
            answer.ShouldNotContain("_FAILED\"", customMessage: $"{query} answered {answer}");
            saying.AddRange(seen.FindIn(answer, query) is null ? [] : [query]);
        }

        saying.Count.ShouldBeGreaterThan(60);
        foreach (var part in (string[])["/api/v1/posts", "/api/v1/tags", "/api/v1/links", "/api/v1/export", "/api/v1/changes", "/feed.atom", "/sitemap.xml", "{ posts", "{ tags", "{ links", "{ node", "{ changes"])
        {
            saying.ShouldContain(said => said.StartsWith(part, StringComparison.Ordinal), part);
        }
    }

    private async Task<HiddenPost> MakeAsync(string state) => await HiddenPosts.MakeAsync(await WritingClient.OfAsync(cms), state);

    private async Task<ReaderAddresses> AddressesAsync() =>
        new(cms.Services.GetServices<EndpointDataSource>(), await cms.GetJsonAsync("/openapi/v1.json"));

    // What leaks in a deep query would leak in a small one: all of the schema is to be asked for at once.
    private Task<Alba.IAlbaHost> StartDeepAsync() =>
        cms.StartAsync("--Cms:GraphQL:MaxCost=1000000000", "--Cms:GraphQL:MaxTokens=50000", "--Cms:GraphQL:MaxDepth=30", "--Cms:GraphQL:MaxAliases=1000", "--Cms:Delivery:QueryTimeout=00:01:00");

    private async Task<string> GetAsync(string address, params string[] headers)
    {
        using var answer = await cms.SendAsync(HttpMethod.Get, address, HttpCompletionOption.ResponseHeadersRead, headers);
        return await TextOfAsync(answer);
    }

    private static async Task<string> AskAsync(HttpClient client, string query)
    {
        using var body = new StringContent(JsonSerializer.Serialize(new { query }), Encoding.UTF8, "application/json");
        using var answer = await client.PostAsync("/graphql", body, TestContext.Current.CancellationToken);
        return await TextOfAsync(answer);
    }

    private static async Task<string> TextOfAsync(HttpResponseMessage answer)
    {
        var said = answer.Headers.Concat(answer.Content.Headers).Where(header => header.Key != "Date").Select(Line);
        return $"{(int)answer.StatusCode}\n{string.Join('\n', said)}\n{await answer.BeginningAsync()}";

        static string Line(KeyValuePair<string, IEnumerable<string>> header) => $"{header.Key}: {string.Join(", ", header.Value)}";
    }

    private static void Check(HiddenPost hidden, string request, string answer) =>
        hidden.FindIn(answer, Uri.UnescapeDataString(request)).ShouldBeNull($"{hidden.State}: {request} answered {answer}");

    // The answer without what it repeats of the request, and without the number of the request in a server's log.
    private static string Nameless(string answer, HiddenPost post) => TraceId.Replace(
        post.Names.OrderByDescending(name => name.Value.Length).Aggregate(
            answer,
            (text, name) => text.Replace(Uri.EscapeDataString(name.Value), $"({name.Key})", StringComparison.OrdinalIgnoreCase)
                .Replace(name.Value, $"({name.Key})", StringComparison.OrdinalIgnoreCase)
                .Replace(name.Value.TrimStart('/'), $"({name.Key})", StringComparison.OrdinalIgnoreCase)),
        "");

    [GeneratedRegex("ETag: .*", RegexOptions.NonBacktracking)]
    private static partial Regex ETag { get; }

    [GeneratedRegex("\"traceId\":\"[^\"]*\"", RegexOptions.NonBacktracking)]
    private static partial Regex TraceId { get; }
}
