using System.Text.Json.Nodes;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Cms.Tests.Taxonomies;

namespace Cms.Tests.GraphQL;

/// <summary>Tags, categories and authors over GraphQL: the same as over REST, and the same refusals.</summary>
public sealed class TermMutationTests(CmsFixture cms) : IClassFixture<CmsFixture>, IAsyncLifetime
{
    private TaggedPosts posts = null!;
    private MutationClient graphql = null!;

    public async ValueTask InitializeAsync()
    {
        posts = await TaggedPosts.OfAsync(cms);
        graphql = await MutationClient.OfAsync(cms, "write");
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task A_tag_is_renamed_described_merged_and_deleted()
    {
        var (tag, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        var post = await posts.PublishAsync(tag, other);
        var (id, revision) = await FindAsync(tag);

        var renamed = await graphql.MutateAsync("renameTag", new { id, revision, name = $"{tag} new" }, "tag { id slug name revision count }");
        renamed["tag"]!.ToJsonString().ShouldBe($$"""{"id":"{{id}}","slug":"{{tag}}-new","name":"{{tag}} new","revision":2,"count":1}""");

        var described = await graphql.MutateAsync("describeTag", new { id, revision = 2, description = "All of it" }, "tag { description revision }");
        described["tag"]!.ToJsonString().ShouldBe("""{"description":"All of it","revision":3}""");
        (await cms.QueryAsync($$"""{ tag(slug: "{{tag}}") { description } node(id: "{{id}}") { ... on Tag { slug } } }"""))
            .ToJsonString().ShouldBe($$$"""{"tag":{"description":"All of it"},"node":{"slug":"{{{tag}}}-new"}}""");

        var merged = await graphql.MutateAsync("mergeTags", new { id, force = true, into = (await FindAsync(other)).Id }, "tag { slug count }");
        merged["tag"]!["slug"]!.GetValue<string>().ShouldBe(other);
        (await posts.SlugsAsync(post)).ShouldBe([other]);

        var target = (await FindAsync(other)).Id;
        (await graphql.MutateAsync("deleteTag", new { id = target, revision = 1 }, "id"))["id"]!.GetValue<string>().ShouldBe(target);
        (await cms.QueryAsync($$"""{ tag(slug: "{{other}}") { name } }""")).ToJsonString().ShouldBe("""{"tag":null}""");
    }

    [Fact]
    public async Task A_tag_is_found_by_what_is_said_of_it()
    {
        var (tag, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(tag, other);
        var (id, revision) = await FindAsync(tag);
        await graphql.MutateAsync("describeTag", new { id, revision, description = $"About {tag}" }, "tag { revision }");

        foreach (var (where, found) in ((string, string)[])
            [($"startsWith: \"About \", contains: \"{tag}\"", tag), ($"eq: \"About {tag}\"", tag), ($"contains: \"about {tag}\"", "")])
        {
            (await cms.QueryAsync($$"""{ tags(where: { description: { {{where}} } }) { nodes { slug } } }"""))["tags"]!["nodes"].Texts("slug").ShouldBe(found.Split(' ', StringSplitOptions.RemoveEmptyEntries), where);
        }

        (await cms.QueryAsync($$"""{ tags(where: { slug: { in: ["{{tag}}", "{{other}}"] }, description: { eq: null } }) { nodes { slug } } }"""))["tags"]!["nodes"].Texts("slug").ShouldBe([other]);
    }

    [Fact]
    public async Task A_refusal_is_typed_and_has_the_code_of_rest()
    {
        var (tag, other) = (TaggedPosts.Tag(), TaggedPosts.Tag());
        await posts.PublishAsync(tag, other);
        var (id, _) = await FindAsync(tag);

        await ShouldBeRefusedAsync("renameTag", new { id, revision = 7, name = "N" }, "StaleRevisionError", "stale-revision");
        await ShouldBeRefusedAsync("renameTag", new { id, force = true, name = other }, "NameTakenError", "name-taken");
        await ShouldBeRefusedAsync("renameTag", new { id, force = true, name = "!!!" }, "InvalidTermError", "invalid-term");
        await ShouldBeRefusedAsync("renameTag", new { id, force = true, name = "a\0b" }, "InvalidTermError", "invalid-term");
        await ShouldBeRefusedAsync("mergeTags", new { id, force = true, into = id }, "InvalidTermError", "invalid-term");
        await ShouldBeRefusedAsync("deleteTag", new { id = "VGFnOjk5OTk5OTk", force = true }, "TermNotFoundError", "tag-not-found");

        var neither = await graphql.AskAsync($$"""mutation { deleteTag(input: { id: "{{id}}" }) { id } }""");
        neither["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("precondition-required");
        var unknown = await graphql.AskAsync($$"""mutation { describeTag(input: { id: "{{id}}", force: true, bio: "B" }) { tag { id } } }""");
        unknown["errors"].ShouldNotBeNull();
        (await posts.CountAsync(tag)).ShouldBe(1);
    }

    [Fact]
    public async Task An_author_has_a_profile_and_a_category_a_description()
    {
        var name = TaggedPosts.Tag();
        await posts.Writer.PublishAsync(new { title = WritingClient.Unique("T"), authors = new[] { name }, category = name });
        var found = await cms.QueryAsync("{ authors { id slug } categories { id slug } }");
        var author = IdOf(found["authors"]!, name);
        var category = IdOf(found["categories"]!, name);

        var described = await graphql.MutateAsync(
            "describeAuthor", new { id = author, revision = 1, bio = "Writes", url = "https://example.org/", email = "a@example.org", description = "Of hers" }, "author { bio url description revision }");
        described["author"]!.ToJsonString().ShouldBe("""{"bio":"Writes","url":"https://example.org/","description":"Of hers","revision":2}""");
        var renamed = await graphql.MutateAsync("renameCategory", new { id = category, revision = 1, name = $"{name} new" }, "category { slug }");
        renamed["category"]!["slug"]!.GetValue<string>().ShouldBe($"{name}-new");

        var seen = await cms.QueryAsync("{ authors { slug bio } categories { slug revision } }");
        seen["authors"]!.AsArray().ShouldContain(one => one!["slug"]!.GetValue<string>() == name && one["bio"]!.GetValue<string>() == "Writes");
        seen["categories"]!.AsArray().ShouldContain(one => one!["slug"]!.GetValue<string>() == $"{name}-new" && one["revision"]!.GetValue<int>() == 2);
    }

    [Fact]
    public async Task A_list_of_tags_can_be_narrowed()
    {
        var tag = TaggedPosts.Tag();
        await posts.PublishAsync(tag, $"{tag} b", TaggedPosts.Tag());

        var found = await cms.QueryAsync($$"""{ tags(first: 1, where: { name: { startsWith: "{{tag}}" } }) { nodes { name } totalCount pageInfo { endCursor } } }""");
        found["tags"]!["totalCount"]!.GetValue<int>().ShouldBe(2);
        found["tags"]!["nodes"].Texts("name").ShouldBe([tag]);

        var cursor = found["tags"]!["pageInfo"]!["endCursor"]!.GetValue<string>();
        (await cms.QueryAsync($$"""{ tags(first: 1, after: "{{cursor}}", where: { name: { startsWith: "{{tag}}" } }) { nodes { name } } }"""))["tags"]!["nodes"].Texts("name").ShouldBe([$"{tag} b"]);
        (await cms.RefusalAsync($$"""{ tags(first: 1, after: "{{cursor}}") { nodes { name } } }""")).ShouldBe("invalid-cursor");
    }

    private static string IdOf(JsonNode list, string slug) => list.AsArray().Single(one => one!["slug"]!.GetValue<string>() == slug)!["id"]!.GetValue<string>();

    private async Task<(string Id, int Revision)> FindAsync(string slug)
    {
        var tag = (await cms.QueryAsync($$"""{ tag(slug: "{{slug}}") { id revision } }"""))["tag"]!;
        return (tag["id"]!.GetValue<string>(), tag["revision"]!.GetValue<int>());
    }

    private async Task ShouldBeRefusedAsync(string mutation, object input, string type, string code)
    {
        var payload = await graphql.MutateAsync(mutation, input, mutation == "deleteTag" ? "id" : "tag { id }");
        payload["errors"].Texts("__typename").ShouldBe([type]);
        payload["errors"].Texts("code").ShouldBe([code]);
    }
}
