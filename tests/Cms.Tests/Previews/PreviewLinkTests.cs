using System.Net;
using System.Text.Json.Nodes;
using Cms.Tests.GraphQL;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Previews;

/// <summary>Links that show one working copy to people without a key.</summary>
public sealed class PreviewLinkTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Whoever_holds_the_link_reads_the_working_copy_in_every_form()
    {
        var client = await OfAsync(cms);
        var title = Unique("Preview");
        var post = await client.PublishAsync(new { title, markdown = "Old." });
        await client.PatchAsync(post, new { markdown = "New *text*." });
        var link = await CreateAsync(client, post);

        using var json = await cms.GetAsync(PathOf(link));
        var read = JsonNode.Parse(await json.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

        read["title"]!.GetValue<string>().ShouldBe(title);
        read["body"]!["content"]!.GetValue<string>().ShouldBe("New *text*.");
        read["hasUnpublishedChanges"]!.GetValue<bool>().ShouldBeTrue();
        foreach (var (ending, type, part) in ((string, string, string)[])[(".json", "application/json", "New *text*."), (".html", "text/html", "<em>text</em>"), (".md", "text/markdown", "New *text*."), (".txt", "text/plain", "New text.")])
        {
            using var answer = await cms.GetAsync(PathOf(link) + ending);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, ending);
            answer.Content.Headers.ContentType!.MediaType.ShouldBe(type);
            (await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain(part);
            answer.Headers.CacheControl!.ToString().ShouldBe("no-store, private");
            answer.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex"]);
            answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
            answer.Headers.ETag.ShouldBeNull();
        }

        (await cms.GetJsonAsync($"/api/v1/posts/{post["id"]}"))["body"]!["content"]!.GetValue<string>().ShouldBe("Old.");
    }

    [Fact]
    public async Task It_shows_the_newest_revision_and_no_private_field()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("Private"), fields = new { contactEmail = "me@example.org", mood = "good" } });
        var link = await CreateAsync(client, post);
        await client.PatchAsync(post, new { markdown = "Later." });

        foreach (var form in (string[])[".json", ".md"])
        {
            using var answer = await cms.GetAsync(PathOf(link) + form);
            var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            text.ShouldContain("Later.");
            text.ShouldContain("mood");
            text.ShouldNotContain("me@example.org");
        }
    }

    [Fact]
    public async Task It_needs_no_key_where_readers_need_one_and_minds_none_that_does_not_count()
    {
        var link = await CreateAsync(await OfAsync(cms), await (await OfAsync(cms)).CreateAsync(Unique("Closed")));
        await using var closed = await cms.StartAsync("--Cms:Delivery:RequireKey=true");
        using var client = closed.Server.CreateClient();

        (await client.GetAsync(PathOf(link), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await cms.GetAsync(PathOf(link), "Authorization: Bearer cms_made-up")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_link_that_was_changed_deleted_or_has_lost_its_post_is_refused_in_one_and_the_same_way()
    {
        var client = await OfAsync(cms);
        var deleted = await CreateAsync(client, await client.CreateAsync(Unique("Deleted")));
        var post = await client.CreateAsync(Unique("Trashed"));
        var trashed = await CreateAsync(client, post);
        await client.TrashAsync(post);
        var gone = await client.CreateAsync(Unique("Purged"));
        var purged = await CreateAsync(client, gone);
        await client.TrashAsync(gone);
        (await client.SendAsync("DELETE", $"{AddressOf(gone)}?purge=true", body: null, "If-Match: *")).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        var changed = PathOf(deleted);
        changed = changed[..^1] + (changed[^1] == 'A' ? 'B' : 'A');
        (await client.SendAsync("DELETE", $"/api/v1/posts/{deleted["post"]}/preview-links/{deleted["id"]}")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        List<string> refusals = [];
        foreach (var path in (string[])[changed, PathOf(deleted), PathOf(trashed), PathOf(purged), "/api/v1/preview/made-up", "/api/v1/preview/made.up"])
        {
            using var answer = await cms.GetAsync(path);
            answer.StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
            answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
            refusals.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        refusals.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        refusals[0].ShouldContain("preview-link-not-found");
        await client.VerbAsync(post, "restore");
        (await cms.GetAsync(PathOf(trashed))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task It_ends_at_its_time()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 5, 1, 12, 0, 0, TimeSpan.Zero));
        await using var node = await cms.StartAsync(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock)));
        using var http = node.Server.CreateClient();
        var client = new WritingClient(http, await cms.KeyAsync("write"));
        var post = await client.CreateAsync(Unique("Expiring"));
        var link = await CreateAsync(client, post, new { expiresIn = 60 });
        link["expiresAt"]!.GetValue<string>().ShouldBe("2026-05-01T12:01:00Z");

        clock.Advance(TimeSpan.FromSeconds(59));
        (await http.GetAsync(PathOf(link), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await client.GetAsync($"{AddressOf(post)}/preview-links"))["items"]!.AsArray().Count.ShouldBe(1);
        clock.Advance(TimeSpan.FromSeconds(1));
        (await http.GetAsync(PathOf(link), TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await client.GetAsync($"{AddressOf(post)}/preview-links"))["items"]!.AsArray().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("""{ "expiresAt": "2001-01-01T00:00:00Z" }""", 422, "expiresAt")]
    [InlineData("""{ "expiresAt": "2999-01-01T00:00:00Z" }""", 422, "expiresAt")]
    [InlineData("""{ "expiresIn": 0 }""", 422, "expiresIn")]
    [InlineData("""{ "expiresIn": -5 }""", 422, "expiresIn")]
    [InlineData("""{ "expiresIn": 2000000000 }""", 422, "expiresIn")]
    [InlineData("""{ "expiresIn": "1h" }""", 400, "expiresIn")]
    [InlineData("""{ "expiresIn": 60, "expiresAt": "2999-01-01T00:00:00Z" }""", 422, "expiresIn")]
    [InlineData("""{ "until": 5 }""", 400, "until")]
    public async Task An_end_that_cannot_be_is_refused(string body, int status, string member)
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Refused"));

        using var answer = await client.SendAsync("POST", $"{AddressOf(post)}/preview-links", body);

        ((int)answer.StatusCode).ShouldBe(status);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]![member].ShouldNotBeNull();
    }

    [Theory]
    [InlineData("read")]
    [InlineData("publish")]
    public async Task Making_listing_and_deleting_need_the_scope_preview(string scope)
    {
        var admin = await OfAsync(cms);
        var post = await admin.CreateAsync(Unique("Scoped"));
        var link = await CreateAsync(admin, post);
        var client = await OfAsync(cms, scope);

        foreach (var (method, address) in ((string, string)[])[("POST", ""), ("GET", ""), ("DELETE", $"/{link["id"]}")])
        {
            using var answer = await client.SendAsync(method, $"{AddressOf(post)}/preview-links{address}");
            answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden, method);
        }

        (await CreateAsync(await OfAsync(cms, "preview"), post))["url"].ShouldNotBeNull();
    }

    [Fact]
    public async Task A_post_in_the_trash_or_none_at_all_gets_no_link()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Trash"));
        await client.TrashAsync(post);

        using var trashed = await client.SendAsync("POST", $"{AddressOf(post)}/preview-links");
        using var none = await client.SendAsync("POST", $"/api/v1/posts/{Guid.CreateVersion7()}/preview-links");
        using var list = await client.SendAsync("GET", $"/api/v1/posts/{Guid.CreateVersion7()}/preview-links");
        using var otherPost = await client.SendAsync("DELETE", $"{AddressOf(post)}/preview-links/{Guid.CreateVersion7()}");

        (await CmsFixture.CodeOfAsync(trashed)).ShouldBe("invalid-transition");
        (await CmsFixture.CodeOfAsync(none)).ShouldBe("post-not-found");
        (await CmsFixture.CodeOfAsync(list)).ShouldBe("post-not-found");
        (await CmsFixture.CodeOfAsync(otherPost)).ShouldBe("preview-link-not-found");
    }

    [Fact]
    public async Task A_post_has_a_hundred_links_at_most_also_when_all_ask_at_once()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Many"));

        var answers = await Task.WhenAll(Enumerable.Range(0, 104).Select(_ => client.SendAsync("POST", $"{AddressOf(post)}/preview-links")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.Created).ShouldBe(100);
        (await CmsFixture.CodeOfAsync(answers.First(answer => answer.StatusCode != HttpStatusCode.Created))).ShouldBe("too-many-preview-links");
    }

    [Fact]
    public async Task A_repeated_request_makes_one_link()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Repeated"));
        var key = $"Idempotency-Key: {Guid.NewGuid()}";

        var first = await ReadAsync(client.SendAsync("POST", $"{AddressOf(post)}/preview-links", body: null, key));
        var second = await ReadAsync(client.SendAsync("POST", $"{AddressOf(post)}/preview-links", body: null, key));

        second["url"]!.GetValue<string>().ShouldBe(first["url"]!.GetValue<string>());
        (await client.GetAsync($"{AddressOf(post)}/preview-links"))["items"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Graphql_makes_and_deletes_the_same_links()
    {
        var post = await (await OfAsync(cms)).CreateAsync(Unique("Graph"));
        var client = await MutationClient.OfAsync(cms, "preview");

        var made = (await client.MutateAsync("createPreviewLink", new { id = $"{post["id"]}", expiresIn = 3600 }, "previewLink { uuid url createdAt expiresAt by }"))["previewLink"]!.AsObject();
        (await cms.GetAsync(PathOf(made))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var refused = await client.MutateAsync("createPreviewLink", new { id = $"{post["id"]}", expiresIn = -1 }, "previewLink { url }");
        var deleted = await client.MutateAsync("deletePreviewLink", new { id = $"{post["id"]}", link = $"{made["uuid"]}" }, "link");
        var again = await client.MutateAsync("deletePreviewLink", new { id = $"{post["id"]}", link = $"{made["uuid"]}" }, "link");

        refused["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("invalid-property");
        deleted["link"]!.GetValue<string>().ShouldBe($"{made["uuid"]}");
        (await cms.GetAsync(PathOf(made))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        again["errors"]![0]!["__typename"]!.GetValue<string>().ShouldBe("PreviewLinkNotFoundError");
    }

    [Fact]
    public async Task The_audit_says_who_made_and_deleted_it_and_never_the_token()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Audited"));
        var link = await CreateAsync(client, post);
        await client.SendAsync("DELETE", $"{AddressOf(post)}/preview-links/{link["id"]}");

        var rows = (await client.GetAsync($"/api/v1/audit?kind=preview-link&id={link["id"]}"))["items"]!.AsArray();

        rows.Select(row => $"{row!["action"]} by {row["by"]}").ShouldBe(["deleted by admin", "created by admin"]);
        rows[0]!["details"]!["post"]!.GetValue<string>().ShouldBe($"{post["id"]}");
        rows.ToJsonString().ShouldNotContain(PathOf(link).Split('/')[^1]);
    }

    private static async Task<JsonObject> CreateAsync(WritingClient client, JsonObject post, object? body = null)
    {
        var link = await ReadAsync(client.SendAsync("POST", $"{AddressOf(post)}/preview-links", body));
        link["post"] = $"{post["id"]}";
        return link;
    }

    private static string PathOf(JsonObject link) => new Uri(link["url"]!.GetValue<string>()).AbsolutePath;
}
