using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.GraphQL;

/// <summary>Working copies over GraphQL.</summary>
public sealed class DraftQueryTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task A_working_copy_shows_what_is_not_out_beside_what_is()
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms, "preview");
        var post = await rest.PublishAsync(new { title = "Old", markdown = "Old [a](https://old.example).", fields = new { my_email = "old@example.org" } });
        await rest.PatchAsync(post, new { title = "New", markdown = "New [b](https://new.example).", fields = new { my_email = "new@example.org" } });
        await rest.VerbAsync(post, "schedule", new { publishAt = "2999-01-01T00:00:00Z", unpublishAt = "2999-02-01T00:00:00Z" });

        var data = (await graphql.AskAsync(
            """
            query Q($id: ID!) { draft: post(id: $id, version: DRAFT) { ...P } published: post(id: $id) { ...P } }
            fragment P on Post { title html markdown status revision hasUnpublishedChanges publishAt unpublishAt links { url place } field(name: "my_email") fields { name value } }
            """,
            new { id = $"{post["id"]}" }))["data"]!;

        $"{data["draft"]!["html"]}".ShouldBe("<p>New <a href=\"https://new.example\">b</a>.</p>\n");
        $"{data["published"]!["html"]}".ShouldBe("<p>Old <a href=\"https://old.example\">a</a>.</p>\n");
        data["draft"]!.AsObject().Remove("html");
        data["published"]!.AsObject().Remove("html");
        data["draft"]!.ToJsonString().ShouldBe(
            """{"title":"New","markdown":"New [b](https://new.example).","status":"PUBLISHED","revision":4,"hasUnpublishedChanges":true,"publishAt":"2999-01-01T00:00:00Z","unpublishAt":"2999-02-01T00:00:00Z","links":[{"url":"https://new.example","place":"BODY"}],"field":"new@example.org","fields":[{"name":"my_email","value":"new@example.org"}]}""");
        data["published"]!.ToJsonString().ShouldBe(
            """{"title":"Old","markdown":"Old [a](https://old.example).","status":"PUBLISHED","revision":2,"hasUnpublishedChanges":null,"publishAt":null,"unpublishAt":null,"links":[{"url":"https://old.example","place":"BODY"}],"field":null,"fields":[]}""");
    }

    [Fact]
    public async Task A_working_copy_is_found_by_id_slug_and_path()
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms, "preview");
        var slug = $"found-{Guid.NewGuid():N}";
        var post = await rest.CreateAsync(new { title = "Found", slug, path = $"/found/{slug}", language = "de" });

        foreach (var by in (string[])[$"id: \"{post["id"]}\"", $"slug: \"{slug}\"", $"slug: \"{slug}\", language: \"de\"", $"path: \"/found/{slug}\""])
        {
            var answer = await graphql.AskAsync($"{{ post({by}, version: DRAFT) {{ uuid status publishedAt }} }}");
            answer["errors"].ShouldBeNull(answer.ToJsonString());
            answer["data"]!.ToJsonString().ShouldBe($$$"""{"post":{"uuid":"{{{post["id"]}}}","status":"DRAFT","publishedAt":null}}""", by);
        }

        foreach (var by in (string[])[$"slug: \"{post["id"]}\"", $"slug: \"{slug}\", language: \"en\"", "path: \"/nowhere\"", $"id: \"{Guid.NewGuid()}\""])
        {
            var answer = await graphql.AskAsync($"{{ post({by}, version: DRAFT) {{ uuid }} }}");
            answer["errors"].ShouldBeNull();
            answer["data"]!["post"].ShouldBeNull(by);
        }
    }

    [Fact]
    public async Task Working_copies_are_listed_by_status_a_page_at_a_time()
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms, "preview");
        List<string> made = [];
        foreach (var status in (string[])["archived", "archived", "trashed", "scheduled", "draft"])
        {
            made.Add($"{(await rest.InAsync(status))["id"]}");
        }

        List<string> seen = [];
        for (string? after = null; ;)
        {
            var posts = (await graphql.AskAsync(
                """
                query Q($after: String) { posts(version: DRAFT, first: 2, after: $after, where: { status: { in: [ARCHIVED, TRASHED] } }) {
                  nodes { uuid status } pageInfo { hasNextPage hasPreviousPage endCursor } totalCount } }
                """,
                new { after }))["data"]!["posts"]!;
            posts["nodes"].Texts("status").ShouldAllBe(status => status == "ARCHIVED" || status == "TRASHED");
            posts["totalCount"]!.GetValue<int>().ShouldBeGreaterThanOrEqualTo(3);
            posts["pageInfo"]!["hasPreviousPage"]!.GetValue<bool>().ShouldBe(after is not null);
            seen.AddRange(posts["nodes"].Texts("uuid"));
            if (!posts["pageInfo"]!["hasNextPage"]!.GetValue<bool>())
            {
                break;
            }

            after = posts["pageInfo"]!["endCursor"]!.GetValue<string>();
        }

        seen.Where(made.Contains).ShouldBe([made[2], made[1], made[0]]);
    }

    [Theory]
    [InlineData("{ neq: DRAFT }", "SCHEDULED,PUBLISHED,ARCHIVED,TRASHED")]
    [InlineData("{ nin: [DRAFT, TRASHED], neq: ARCHIVED }", "SCHEDULED,PUBLISHED")]
    [InlineData("{ in: [] }", "")]
    public async Task Conditions_on_the_status_hold_together(string condition, string statuses)
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms, "preview");
        var marks = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var status in (string[])["draft", "scheduled", "published", "archived", "trashed"])
        {
            marks[$"{(await rest.InAsync(status))["id"]}"] = status.ToUpperInvariant();
        }

        var answer = await graphql.AskAsync($"{{ posts(version: DRAFT, first: 100, where: {{ status: {condition} }}) {{ nodes {{ uuid }} }} }}");

        answer["data"]!["posts"]!["nodes"].Texts("uuid").Where(marks.ContainsKey).Select(id => marks[id]).Order(StringComparer.Ordinal)
            .ShouldBe(statuses.Split(',', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("last: 2")]
    [InlineData("before: \"x\"")]
    [InlineData("order: [{ title: ASC }]")]
    [InlineData("where: { title: { eq: \"a\" } }")]
    [InlineData("where: { or: [{ status: { eq: DRAFT } }, { featured: { eq: true } }] }")]
    public async Task What_lists_of_working_copies_do_not_take_is_refused(string argument)
    {
        var graphql = await MutationClient.OfAsync(cms, "preview");

        var answer = await graphql.AskAsync($"{{ posts(version: DRAFT, {argument}) {{ nodes {{ id }} }} }}");

        answer["errors"]![0]!["extensions"]!["code"]!.GetValue<string>().ShouldBe("invalid-parameter");
    }

    [Fact]
    public async Task Readers_get_nothing_of_what_was_written_and_not_published()
    {
        var rest = await WritingClient.OfAsync(cms);
        var graphql = await MutationClient.OfAsync(cms);
        var canary = $"canary{Guid.NewGuid():N}";
        var post = await rest.PublishAsync(new { title = "Plain", markdown = "Plain." });
        await graphql.MutateAsync("createPost", new { title = canary, slug = canary, markdown = canary, tags = new[] { canary }, links = new[] { new { name = canary, url = $"https://{canary}.example" } } });
        await graphql.MutateAsync("updatePost", new { id = $"{post["id"]}", force = true, title = canary, markdown = canary, tags = new[] { canary } });

        var seen = await cms.AskAsync(
            $$"""
            { post(id: "{{post["id"]}}") { title markdown tags { name } hasUnpublishedChanges revision } bySlug: post(slug: "{{canary}}") { title }
              posts(where: { title: { contains: "canary" } }) { nodes { title } totalCount } tag(slug: "{{canary}}") { name } links(where: { host: { eq: "{{canary}}.example" } }) { nodes { url } } }
            """);

        seen["errors"].ShouldBeNull(seen.ToJsonString());
        seen["data"]!.ToJsonString().ShouldBe(
            """{"post":{"title":"Plain","markdown":"Plain.","tags":[],"hasUnpublishedChanges":null,"revision":2},"bySlug":null,"posts":{"nodes":[],"totalCount":0},"tag":null,"links":{"nodes":[]}}""");
    }

    [Fact]
    public async Task A_working_copy_by_get_is_kept_by_no_cache()
    {
        var rest = await WritingClient.OfAsync(cms);
        var post = await rest.CreateAsync(Unique("Private"));
        var address = $"/graphql?query={Uri.EscapeDataString($$"""{ post(id: "{{post["id"]}}", version: DRAFT) { title } }""")}";

        using var seen = await cms.GetAsync(address, await cms.KeyAsync("preview"));
        using var without = await cms.GetAsync(address);

        seen.Headers.CacheControl!.NoStore.ShouldBeTrue();
        (await seen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain($"{post["title"]}");
        (await without.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain($"{post["title"]}");
    }
}
