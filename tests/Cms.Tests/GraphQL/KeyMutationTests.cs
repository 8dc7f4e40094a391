using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.Access;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;

namespace Cms.Tests.GraphQL;

/// <summary>Keys over GraphQL: made, shown once, listed without their text and revoked.</summary>
public sealed class KeyMutationTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_key_is_shown_once_counts_and_ends_when_it_is_revoked()
    {
        var graphql = await MutationClient.OfAsync(cms, "admin");
        var name = WritingClient.Unique("Made");

        var made = await graphql.MutateAsync("createKey", new { name, scopes = new[] { "write", "publish" }, expiresAt = "2999-12-31T01:00:00+01:00" }, "key apiKey { uuid name scopes createdAt expiresAt lastUsedAt }");
        var key = made["key"]!.GetValue<string>();
        (await cms.Http.StatusAsync("/api/v1/imports", $"Authorization: Bearer {key}")).ShouldBe(HttpStatusCode.OK);

        var listed = await graphql.AskAsync("{ keys { uuid name scopes createdAt expiresAt } }");
        listed.ToJsonString().ShouldNotContain(key);
        var shown = listed["data"]!["keys"]!.AsArray().Single(one => $"{one!["name"]}" == name)!;
        shown["uuid"]!.GetValue<string>().ShouldBe($"{made["apiKey"]!["uuid"]}");
        shown["scopes"]!.ToJsonString().ShouldBe("""["write","publish"]""");
        shown["expiresAt"]!.GetValue<string>().ShouldBe("2999-12-31T00:00:00Z");
        var rest = (await (await WritingClient.OfAsync(cms)).GetAsync("/api/v1/keys"))["items"]!.AsArray().Single(one => $"{one!["name"]}" == name)!;
        $"{rest["createdAt"]}".ShouldBe($"{shown["createdAt"]}");

        var revoked = await graphql.MutateAsync("revokeKey", new { uuid = $"{shown["uuid"]}" }, "uuid");
        revoked["uuid"]!.GetValue<string>().ShouldBe($"{shown["uuid"]}");
        (await cms.Http.StatusAsync("/api/v1/imports", $"Authorization: Bearer {key}")).ShouldBe(HttpStatusCode.Unauthorized);
        var again = await graphql.MutateAsync("revokeKey", new { uuid = $"{shown["uuid"]}" }, "uuid");
        again["errors"].Texts("__typename").ShouldBe(["KeyNotFoundError"]);
        again["errors"].Texts("code").ShouldBe(["key-not-found"]);
    }

    public static TheoryData<string, string> Bad { get; } = new()
    {
        { """{ "name": "", "scopes": ["read"] }""", "name" },
        { """{ "name": "a\nb", "scopes": ["read"] }""", "name" },
        { """{ "name": "a\u0000b", "scopes": ["read"] }""", "name" },
        { """{ "name": "x", "scopes": [] }""", "scopes" },
        { """{ "name": "x", "scopes": ["root"] }""", "scopes" },
        { """{ "name": "x", "scopes": ["a\u0000b"] }""", "scopes" },
        { """{ "name": "x", "scopes": ["read"], "expiresAt": "2001-01-01T00:00:00Z" }""", "expiresAt" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_key_that_cannot_be_made_is_refused_as_over_rest(string wanted, string property)
    {
        var graphql = await MutationClient.OfAsync(cms, "admin");
        using var rest = await (await WritingClient.OfAsync(cms)).SendAsync("POST", "/api/v1/keys", wanted);
        var problem = await CmsFixture.ProblemOfAsync(rest);

        var payload = await graphql.MutateAsync("createKey", JsonNode.Parse(wanted)!, "key apiKey { name } errors { ... on InvalidApiKeyError { fields { name messages } } }");

        payload["key"].ShouldBeNull();
        payload["apiKey"].ShouldBeNull();
        payload["errors"].Texts("__typename").ShouldBe(["InvalidApiKeyError"]);
        payload["errors"].Texts("code").ShouldBe([$"{problem["code"]}"]);
        payload["errors"]![0]!["fields"].Texts("name").ShouldBe([property]);
        payload["errors"]![0]!["fields"]![0]!["messages"]!.ToJsonString().ShouldBe(problem["errors"]![property]!.ToJsonString());
    }

    [Fact]
    public async Task What_keys_there_are_is_kept_by_no_cache()
    {
        var admin = await cms.KeyAsync("admin");

        using var byGet = await cms.GetAsync("/graphql?query={keys{name}}", admin);
        using var byPost = await (await MutationClient.OfAsync(cms, "admin")).SendAsync("{ keys { name } }");
        using var public_ = await cms.GetAsync("/graphql?query={tags{nodes{name}}}", admin);

        byGet.StatusCode.ShouldBe(HttpStatusCode.OK);
        byGet.Headers.CacheControl!.NoStore.ShouldBeTrue();
        byGet.Headers.ETag.ShouldBeNull();
        byPost.Headers.CacheControl!.NoStore.ShouldBeTrue();
        public_.Headers.CacheControl!.NoStore.ShouldBeFalse();
        (await cms.RefusalAsync("{ keys { name } }")).ShouldBe("key-required");
    }

    [Fact]
    public async Task A_list_shows_each_change_at_once()
    {
        var graphql = await MutationClient.OfAsync(cms, "admin");
        var name = WritingClient.Unique("Listed");
        foreach (var isThere in (bool[])[false, true])
        {
            (await graphql.AskAsync("{ keys { name } }"))["data"]!["keys"].Texts("name").Contains(name).ShouldBe(isThere);
            if (!isThere)
            {
                await cms.CreateKeyAsync(await cms.KeyAsync("admin"), new { name, scopes = new[] { "read" } });
            }
        }
    }
}
