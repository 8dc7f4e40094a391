using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Hosting;

namespace Cms.Tests.GraphQL;

/// <summary>Who may manage what over GraphQL: those who may over REST, and others are refused by the same codes.</summary>
public sealed class ManagementScopeTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const string Uuid = "0197c5f2-8a3e-7c11-9f60-2b6f0d8e4a51";

    public static TheoryData<string, string[]> Queries { get; } = new()
    {
        { "keys { name }", ["admin"] },
        { "audit { nodes { action } }", ["admin"] },
        { "sources { nodes { name } }", ["admin"] },
        { "source(name: \"blog\") { name }", ["admin"] },
        { "imports { nodes { uuid } }", ["write", "publish"] },
        { $"import(uuid: \"{Uuid}\") {{ uuid }}", ["write", "publish"] },
    };

    public static TheoryData<string, string[]> Mutations { get; } = new()
    {
        { "createKey(input: { name: \"New\", scopes: [\"read\"] }) { __typename }", ["admin"] },
        { $"revokeKey(input: {{ uuid: \"{Uuid}\" }}) {{ __typename }}", ["admin"] },
        { "updateSource(input: { source: \"blog\", force: true, configuration: \"\" }) { __typename }", ["admin"] },
        { "sendImport(input: { files: [{ content: \"Scoped.\" }], dryRun: true }) { __typename }", ["write", "publish"] },
        { "batch(input: { operations: [{ createPost: { title: \"Scoped\" } }] }) { __typename }", ["write"] },
        { $"batch(input: {{ operations: [{{ publishPost: {{ id: \"{Uuid}\", force: true }} }}] }}) {{ __typename }}", ["publish"] },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task What_is_managed_is_shown_to_those_with_the_scope(string field, string[] scopes)
    {
        await RefusedAsync(new MutationClient(cms.Client, authorization: null), "key-required");
        foreach (var lacking in Lacking(scopes))
        {
            await RefusedAsync(await MutationClient.OfAsync(cms, lacking), "missing-scope");
        }

        var seen = await (await MutationClient.OfAsync(cms, scopes)).AskAsync($"{{ {field} }}");
        seen["errors"].ShouldBeNull(seen.ToJsonString());

        async Task RefusedAsync(MutationClient client, string code)
        {
            var answer = await client.AskAsync($"{{ {field} }}");
            answer["errors"].ShouldHaveSingleItemOf(code);
            (answer["data"] as JsonObject)?.ShouldAllBe(member => member.Value == null);
        }
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task What_is_managed_is_changed_by_those_with_the_scope(string field, string[] scopes)
    {
        await RefusedAsync(new MutationClient(cms.Client, authorization: null), HttpStatusCode.Unauthorized, "key-required");
        foreach (var lacking in Lacking(scopes))
        {
            await RefusedAsync(await MutationClient.OfAsync(cms, lacking), HttpStatusCode.Forbidden, "missing-scope");
        }

        var done = await (await MutationClient.OfAsync(cms, scopes)).AskAsync($"mutation {{ {field} }}");
        done["errors"].ShouldBeNull(done.ToJsonString());

        async Task RefusedAsync(MutationClient client, HttpStatusCode status, string code)
        {
            using var answer = await client.SendAsync($"mutation {{ {field} }}", accept: "application/graphql-response+json");
            answer.StatusCode.ShouldBe(status);
            answer.Headers.WwwAuthenticate.ShouldNotBeEmpty();
            JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!["errors"].ShouldHaveSingleItemOf(code);
        }
    }

    [Theory]
    [InlineData("mutation M($input: BatchInput!) { createPost(input: { title: \"%\" }) { __typename } batch(input: $input) { __typename } }")]
    [InlineData("mutation M($input: BatchInput!) { createPost(input: { title: \"%\" }) { __typename } ...F } fragment F on Mutation { ... { many: batch(input: $input) { __typename } } }")]
    public async Task Nothing_of_a_document_is_done_when_an_operation_of_a_batch_may_not_be(string document)
    {
        var title = Posts.WritingClient.Unique("Half");
        using var answer = await (await MutationClient.OfAsync(cms, "write")).SendAsync(
            document.Replace("%", title, StringComparison.Ordinal),
            new { input = new { operations = new object[] { new { createPost = new { title } }, new { publishPost = new { id = Uuid, force = true } } } } },
            accept: "application/graphql-response+json");

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("'publish'");
        var drafts = await (await MutationClient.OfAsync(cms)).AskAsync("{ posts(version: DRAFT, first: 100) { nodes { title } } }");
        drafts["data"]!["posts"]!["nodes"].Texts("title").ShouldAllBe(made => made != title);
    }

    // All scopes but one that is needed, and none that implies it.
    private static IEnumerable<string[]> Lacking(string[] scopes) =>
        scopes.Select(needed => ((string[])["read", "preview", "write", "publish"]).Where(scope => scope != needed).ToArray());
}
