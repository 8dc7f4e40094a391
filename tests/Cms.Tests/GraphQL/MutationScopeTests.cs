using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.GraphQL;

/// <summary>Who may change what over GraphQL, and who sees working copies.</summary>
public sealed class MutationScopeTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string New = "application/graphql-response+json";

    public static TheoryData<string, string> Scopes { get; } = new()
    {
        { "createPost", "write" },
        { "updatePost", "write" },
        { "publishPost", "publish" },
        { "schedulePost", "publish" },
        { "unpublishPost", "publish" },
        { "archivePost", "publish" },
        { "trashPost", "write" },
        { "restorePost", "write" },
        { "purgePost", "admin" },
        { "restoreRevision", "write" },
    };

    [Theory]
    [MemberData(nameof(Scopes))]
    public async Task A_mutation_needs_its_scope_and_says_so(string mutation, string scope)
    {
        var post = await (await WritingClient.OfAsync(cms)).CreateAsync(Unique("Scoped"));
        var input = mutation == "createPost" ? """title: "New" """ : $"""id: "{post["id"]}", force: true{(mutation == "restoreRevision" ? ", number: 1" : "")}""";
        var query = $"mutation {{ {mutation}(input: {{ {input} }}) {{ __typename }} }}";

        foreach (var (client, status, code) in new (MutationClient, HttpStatusCode, string)[]
        {
            (new MutationClient(cms.Client, authorization: null), HttpStatusCode.Unauthorized, "key-required"),
            (await MutationClient.OfAsync(cms, "preview"), HttpStatusCode.Forbidden, "missing-scope"),
            (await MutationClient.OfAsync(cms, scope == "write" && mutation != "trashPost" ? "publish" : scope == "publish" ? "write" : "read"), HttpStatusCode.Forbidden, "missing-scope"),
        })
        {
            using var answer = await client.SendAsync(query, accept: New);
            answer.StatusCode.ShouldBe(status);
            answer.Headers.WwwAuthenticate.ShouldNotBeEmpty();
            var body = JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
            body["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe(code);
            body["errors"]![0]!["message"]!.GetValue<string>().ShouldContain($"'{scope}'");
            body["data"].ShouldBeNull();

            using var old = await client.SendAsync(query);
            old.StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var taken = await (await MutationClient.OfAsync(cms, scope)).AskAsync(query);
        taken["errors"].ShouldBeNull(taken.ToJsonString());
    }

    [Theory]
    [InlineData("renameTag", "name: \"N\"")]
    [InlineData("describeCategory", "description: \"D\"")]
    [InlineData("mergeAuthors", "into: \"QXV0aG9yOjE\"")]
    [InlineData("deleteTag", "")]
    public async Task What_changes_tags_and_their_kin_needs_the_scope_write(string mutation, string members)
    {
        var id = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(mutation.Contains("Tag", StringComparison.Ordinal) ? "Tag:1" : mutation.Contains("Cat", StringComparison.Ordinal) ? "Category:1" : "Author:1")).TrimEnd('=');
        var query = $"mutation {{ {mutation}(input: {{ id: \"{id}\", force: true, {members} }}) {{ __typename }} }}";

        (await new MutationClient(cms.Client, authorization: null).AskAsync(query))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("key-required");
        (await (await MutationClient.OfAsync(cms, "preview", "publish")).AskAsync(query))["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("missing-scope");
        (await (await MutationClient.OfAsync(cms, "write")).AskAsync(query))["errors"].ShouldBeNull();
    }

    [Fact]
    public async Task Nothing_of_a_document_is_done_when_one_of_its_mutations_may_not_be()
    {
        var rest = await WritingClient.OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Half"));

        var answer = await (await MutationClient.OfAsync(cms, "write")).AskAsync(
            "mutation M($id: ID!) { updatePost(input: { id: $id, force: true, title: \"New\" }) { post { id } } publishPost(input: { id: $id, force: true }) { post { id } } }",
            new { id = $"{post["id"]}" });

        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("missing-scope");
        (await rest.GetAsync($"{AddressOf(post)}?version=draft"))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("write", "draft", null)]
    [InlineData("write", "published", "publish")]
    [InlineData("publish", "published", null)]
    [InlineData("publish", "draft", "write")]
    public async Task What_it_takes_to_trash_a_post_depends_on_its_status(string scope, string status, string? missing)
    {
        var rest = await WritingClient.OfAsync(cms);
        var post = await rest.InAsync(status);

        var answer = await (await MutationClient.OfAsync(cms, scope)).AskAsync($$"""mutation { trashPost(input: { id: "{{post["id"]}}", force: true }) { post { status } } }""");

        (await rest.GetAsync($"{AddressOf(post)}?version=draft"))["status"]!.GetValue<string>().ShouldBe(missing is null ? "trashed" : status);
        if (missing is not null)
        {
            answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("missing-scope");
            answer["errors"]![0]!["message"]!.GetValue<string>().ShouldContain($"'{missing}'");
            answer["data"]!["trashPost"].ShouldBeNull();
        }
    }

    [Theory]
    [InlineData("""{ post(id: "%", version: DRAFT) { title } }""")]
    [InlineData("""{ posts(version: DRAFT, where: { status: { eq: DRAFT } }) { nodes { title } } }""")]
    [InlineData("{ posts(version: DRAFT) { totalCount } }")]
    public async Task Working_copies_need_a_key_that_may_preview(string query)
    {
        var title = Unique("canary");
        var post = await (await WritingClient.OfAsync(cms)).CreateAsync(title);
        query = query.Replace("%", $"{post["id"]}", StringComparison.Ordinal);

        foreach (var (client, code) in new[]
        {
            (new MutationClient(cms.Client, authorization: null), "key-required"),
            (await MutationClient.OfAsync(cms, "read"), "missing-scope"),
            (await MutationClient.OfAsync(cms, "publish"), "missing-scope"),
        })
        {
            var answer = await client.AskAsync(query);
            answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe(code);
            answer.ToJsonString().ShouldNotContain(title);
        }

        var seen = await (await MutationClient.OfAsync(cms, "preview")).AskAsync(query);
        seen["errors"].ShouldBeNull(seen.ToJsonString());
    }
}
