using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.GraphQL;

/// <summary>What a post said before, over GraphQL: what REST tells, for those who may preview.</summary>
public sealed class HistoryQueryTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Revisions_are_those_of_rest_a_page_at_a_time()
    {
        var rest = await OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Told"));
        await rest.PatchAsync(post, new { markdown = "Second." });
        await rest.VerbAsync(post, "publish");
        await rest.ChangeAsync("POST", $"{AddressOf(post)}/revisions/1/restore");
        var graphql = await MutationClient.OfAsync(cms, "preview");

        List<string> seen = [];
        string? after = null;
        for (var page = 1; page <= 2; page++)
        {
            var revisions = (await AskAsync(graphql, post, $"revisions(first: 3{(after is null ? "" : $", after: \"{after}\"")}) {{ nodes {{ revision kind at by }} edges {{ node {{ revision }} }} pageInfo {{ hasNextPage hasPreviousPage endCursor }} }}"))["revisions"]!;
            revisions["pageInfo"]!["hasPreviousPage"]!.GetValue<bool>().ShouldBe(page == 2);
            revisions["pageInfo"]!["hasNextPage"]!.GetValue<bool>().ShouldBe(page == 1);
            revisions["edges"]!.AsArray().Count.ShouldBe(page == 1 ? 3 : 1);
            seen.AddRange(revisions["nodes"]!.AsArray().Select(Line));
            after = revisions["pageInfo"]!["endCursor"]!.GetValue<string>();
        }

        var told = (await rest.GetAsync($"{AddressOf(post)}/revisions"))["items"]!.AsArray();
        seen.ShouldBe(told.Select(revision => Line(revision).Replace("revisionRestored", "REVISION_RESTORED", StringComparison.Ordinal)), StringComparer.OrdinalIgnoreCase);
        seen.Count.ShouldBe(4);

        static string Line(JsonNode? revision) => $"{revision!["revision"]} {revision["kind"]} {revision["at"]} {revision["by"]}";
    }

    [Fact]
    public async Task Any_revision_is_read_in_full_and_two_are_compared_as_over_rest()
    {
        var rest = await OfAsync(cms);
        var post = await rest.CreateAsync(new { title = Unique("First"), markdown = "One.\nTwo.\n", tags = new[] { "a" }, fields = new { layout = "post", my_email = "a@example.org" } });
        await rest.PatchAsync(post, new { title = "Later", markdown = "One.\n2.\n", tags = new[] { "a", "b" }, fields = new { layout = "page" } });

        var seen = await AskAsync(
            await MutationClient.OfAsync(cms, "preview"),
            post,
            "title atRevision(number: 1) { title revision status markdown html tags { name } fields { name value } } diff(from: 1, to: 2) { fields { name before after } markdown }");

        seen["title"]!.GetValue<string>().ShouldBe("Later");
        var first = seen["atRevision"]!;
        first["title"]!.GetValue<string>().ShouldBe($"{post["title"]}");
        first["markdown"]!.GetValue<string>().ShouldBe("One.\nTwo.\n");
        first["html"]!.GetValue<string>().ShouldContain("Two.");
        first["tags"].Texts("name").ShouldBe(["a"]);
        first["fields"].Texts("name").ShouldBe(["layout", "my_email"]);
        (first["revision"]!.GetValue<int>(), first["status"]!.GetValue<string>()).ShouldBe((1, "DRAFT"));
        var compared = await rest.GetAsync($"{AddressOf(post)}/revisions/1/diff/2");
        seen["diff"]!.ToJsonString().ShouldBe(compared.ToJsonString());
        seen["diff"]!["markdown"]!.GetValue<string>().ShouldBe("--- revision 1\n+++ revision 2\n@@ -1,2 +1,2 @@\n One.\n-Two.\n+2.\n");
    }

    [Theory]
    [InlineData("revisions { nodes { revision } }")]
    [InlineData("atRevision(number: 1) { title markdown }")]
    [InlineData("diff(from: 1, to: 2) { markdown fields { name before after } }")]
    [InlineData("previewLinks { url }")]
    public async Task Of_a_published_post_it_is_for_those_who_may_preview(string field)
    {
        var rest = await OfAsync(cms);
        var canary = $"canary{Guid.NewGuid():N}";
        var post = await rest.CreateAsync(new { title = Unique("Shown"), markdown = canary });
        await rest.PatchAsync(post, new { markdown = "Seen." });
        await rest.VerbAsync(post, "publish");
        await rest.ChangeAsync("POST", $"{AddressOf(post)}/preview-links");
        var query = $$"""{ post(id: "{{post["id"]}}") { markdown {{field}} } }""";

        foreach (var (client, code) in new (MutationClient, string)[]
        {
            (new MutationClient(cms.Client, authorization: null), "key-required"),
            (await MutationClient.OfAsync(cms, "read"), "missing-scope"),
            (await MutationClient.OfAsync(cms, "publish"), "missing-scope"),
        })
        {
            var answer = await client.AskAsync(query);
            answer["errors"].ShouldHaveSingleItemOf(code);
            answer["data"]!["post"]!.AsObject().Select(member => member.Value?.ToJsonString()).ShouldBe(["\"Seen.\"", null]);
            answer.ToJsonString().ShouldNotContain(canary);
        }

        var seen = await (await MutationClient.OfAsync(cms, "preview")).AskAsync(query);
        seen["errors"].ShouldBeNull(seen.ToJsonString());
        seen["data"]!["post"]!.AsObject().ShouldAllBe(member => member.Value != null);
    }

    [Theory]
    [InlineData("atRevision(number: 99) { title }", "revision-not-found")]
    [InlineData("atRevision(number: 0) { title }", "revision-not-found")]
    [InlineData("diff(from: 1, to: 99) { markdown }", "revision-not-found")]
    [InlineData("revisions(after: \"x\") { nodes { revision } }", "invalid-cursor")]
    [InlineData("revisions(first: 0) { nodes { revision } }", "invalid-parameter")]
    [InlineData("revisions(first: 101) { nodes { revision } }", "invalid-parameter")]
    public async Task What_is_not_there_is_told_by_the_code_of_rest(string field, string code)
    {
        var post = await (await OfAsync(cms)).CreateAsync(Unique("Short"));
        var answer = await (await MutationClient.OfAsync(cms, "preview")).AskAsync($$"""{ post(id: "{{post["id"]}}", version: DRAFT) { {{field}} } }""");
        answer["errors"].ShouldHaveSingleItemOf(code);
    }

    [Fact]
    public async Task A_cursor_of_one_post_leads_nowhere_in_another()
    {
        var rest = await OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms, "preview");
        var (one, other) = (await rest.CreateAsync(Unique("One")), await rest.CreateAsync(Unique("Other")));
        var cursor = (await AskAsync(graphql, one, "revisions { edges { cursor } }"))["revisions"]!["edges"]![0]!["cursor"];

        var answer = await graphql.AskAsync($$"""{ post(id: "{{other["id"]}}", version: DRAFT) { revisions(after: "{{cursor}}") { nodes { revision } } } }""");

        answer["errors"].ShouldHaveSingleItemOf("invalid-cursor");
    }

    [Fact]
    public async Task Preview_links_are_listed_with_their_addresses()
    {
        var rest = await OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Linked"));
        await rest.ChangeAsync("POST", $"{AddressOf(post)}/preview-links");
        var made = (await rest.GetAsync($"{AddressOf(post)}/preview-links"))["items"]![0]!;

        var links = (await AskAsync(await MutationClient.OfAsync(cms, "preview"), post, "previewLinks { uuid url createdAt expiresAt by }"))["previewLinks"]!.AsArray();

        var link = links.ShouldHaveSingleItem()!;
        foreach (var (name, same) in new[] { ("uuid", "id"), ("url", "url"), ("createdAt", "createdAt"), ("expiresAt", "expiresAt"), ("by", "by") })
        {
            $"{link[name]}".ShouldBe($"{made[same]}", name);
        }
    }

    [Fact]
    public async Task A_mutation_answers_with_the_history_that_it_has_made()
    {
        var graphql = await MutationClient.OfAsync(cms, "write");
        var made = (await graphql.MutateAsync("createPost", new { title = Unique("Made") }))["post"]!;

        var updated = await graphql.MutateAsync("updatePost", new { id = $"{made["uuid"]}", revision = 1, markdown = "More.\n" }, "post { revisions { nodes { kind } } diff(from: 1, to: 2) { markdown } }");

        updated["post"]!["revisions"]!["nodes"].Texts("kind").ShouldBe(["REVISED", "CREATED"]);
        updated["post"]!["diff"]!["markdown"]!.GetValue<string>().ShouldContain("+More.");
    }

    private static async Task<JsonNode> AskAsync(MutationClient client, JsonObject post, string selection)
    {
        var answer = await client.AskAsync($$"""{ post(id: "{{post["id"]}}", version: DRAFT) { {{selection}} } }""");
        answer["errors"].ShouldBeNull(answer.ToJsonString());
        return answer["data"]!["post"]!;
    }
}
