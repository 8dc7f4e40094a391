using System.Net;
using Cms.Tests.Hosting;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Posts;

public sealed class HistoryTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Each_operation_is_one_revision_with_its_kind_and_who_did_it()
    {
        var client = await OfAsync(cms, "write", "publish");
        var post = await client.CreateAsync(Unique("Told"));
        await client.PatchAsync(post, new { markdown = "Second." });
        await client.VerbAsync(post, "schedule", new { publishAt = "2999-01-01T00:00:00Z" });
        await client.VerbAsync(post, "publish");
        await client.ChangeAsync("POST", $"{AddressOf(post)}/revisions/1/restore");
        await client.VerbAsync(post, "unpublish");
        await client.VerbAsync(post, "archive");
        await client.TrashAsync(post);
        await client.VerbAsync(post, "restore");

        var first = await client.GetAsync($"{AddressOf(post)}/revisions?limit=5");
        var second = await client.GetAsync($"{AddressOf(post)}/revisions?limit=5&after={first["page"]!["next"]}");

        var revisions = first["items"]!.AsArray().Concat(second["items"]!.AsArray()).ToList();
        revisions.Select(revision => $"{revision!["revision"]} {revision["kind"]}").ShouldBe(
            ["9 restored", "8 trashed", "7 archived", "6 unpublished", "5 revisionRestored", "4 published", "3 scheduled", "2 revised", "1 created"]);
        revisions.ShouldAllBe(revision => $"{revision!["by"]}" == "write publish");
        second["page"]!["next"].ShouldBeNull();
    }

    [Fact]
    public async Task Each_change_is_in_the_audit_with_its_revision()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Audited"));
        await client.VerbAsync(post, "publish");
        using var refused = await client.SendAsync("POST", $"{AddressOf(post)}/restore", body: null, "If-Match: *");
        await client.ChangeAsync("POST", $"{AddressOf(post)}/revisions/1/restore");

        var audit = await client.GetAsync($"/api/v1/audit?kind=post&id={post["id"]}");

        audit["items"]!.AsArray().Select(row => $"{row!["by"]} {row["action"]} {row["details"]!["revision"]}").ShouldBe(["admin published 2", "admin created 1"]);
    }

    [Theory]
    [InlineData("a\nb", "a\nb\n", "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n")]
    [InlineData("a\nb", "c\nb", "@@ -1,2 +1,2 @@\n-a\n+c\n b\n\\ No newline at end of file\n")]
    [InlineData("", "a\n", "@@ -0,0 +1,1 @@\n+a\n")]
    [InlineData("a", "", "@@ -1,1 +0,0 @@\n-a\n\\ No newline at end of file\n")]
    public async Task A_difference_marks_an_end_without_a_newline(string before, string after, string hunk)
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("Newline"), markdown = before });
        await client.PatchAsync(post, new { markdown = after });

        var difference = await client.GetAsync($"{AddressOf(post)}/revisions/1/diff/2");

        difference["markdown"]!.GetValue<string>().ShouldBe($"--- revision 1\n+++ revision 2\n{hunk}");
    }

    [Fact]
    public async Task A_difference_writes_times_as_the_post_does()
    {
        var client = await OfAsync(cms);
        var post = await client.VerbAsync(await client.CreateAsync(Unique("Timed")), "schedule", new { publishAt = "2999-01-01T02:00:00+02:00" });

        var difference = await client.GetAsync($"{AddressOf(post)}/revisions/1/diff/2");

        difference["fields"]!.AsArray().Single(field => $"{field!["name"]}" == "publishAt")!["after"]!.GetValue<string>().ShouldBe("2999-01-01T00:00:00Z");
    }

    [Fact]
    public async Task Any_revision_can_be_read_in_full_compared_and_restored()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("First"), markdown = "One.\nTwo.\nThree.\n", tags = new[] { "a" }, fields = new { layout = "post" } });
        await client.PatchAsync(post, new { title = "Later", markdown = "One.\n2.\nThree.\n", tags = new[] { "a", "b" }, fields = new { layout = "page" } });

        var old = await client.GetAsync($"{AddressOf(post)}/revisions/1");
        old["title"]!.GetValue<string>().ShouldBe($"{post["title"]}");
        old["body"]!["content"]!.GetValue<string>().ShouldBe("One.\nTwo.\nThree.\n");

        var difference = await client.GetAsync($"{AddressOf(post)}/revisions/1/diff/2");
        difference["fields"]!.AsArray().Select(field => $"{field!["name"]}").ShouldBe(["title", "tags", "fields.layout"]);
        difference["fields"]![2]!.ToJsonString().ShouldBe("""{"name":"fields.layout","before":"post","after":"page"}""");
        difference["markdown"]!.GetValue<string>().ShouldBe("--- revision 1\n+++ revision 2\n@@ -1,3 +1,3 @@\n One.\n-Two.\n+2.\n Three.\n");

        var restored = await client.ChangeAsync("POST", $"{AddressOf(post)}/revisions/1/restore");
        restored["revision"]!.GetValue<int>().ShouldBe(3);
        restored["title"]!.GetValue<string>().ShouldBe($"{post["title"]}");
        restored["tags"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_history_of_an_imported_post_begins_with_its_import()
    {
        await cms.ImportAsync(("_posts/2020-01-01-history-of-an-import.md", "---\ntags: [x]\n---\nImported.\n"));
        var client = await OfAsync(cms);
        var post = await client.GetAsync("/api/v1/posts/history-of-an-import");

        await client.PatchAsync(post, new { markdown = "Edited.\n" });

        var revisions = await client.GetAsync($"{AddressOf(post)}/revisions");
        revisions["items"]!.AsArray().Select(revision => $"{revision!["kind"]}").ShouldBe(["revised", "imported"]);
        (await client.GetAsync($"{AddressOf(post)}/revisions/1"))["body"]!["content"]!.GetValue<string>().ShouldBe("Imported.\n");
    }

    [Theory]
    [InlineData("revisions/99")]
    [InlineData("revisions/0")]
    [InlineData("revisions/1/diff/99")]
    public async Task A_revision_that_is_not_there_is_not_found(string address)
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(Unique("Short"));

        using var answer = await client.SendAsync("GET", $"{AddressOf(post)}/{address}");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("revision-not-found");
    }

    [Fact]
    public async Task Two_texts_without_a_line_in_common_are_compared_at_once()
    {
        var client = await OfAsync(cms);
        var post = await client.CreateAsync(new { title = Unique("Long"), markdown = string.Concat(Enumerable.Range(0, 40_000).Select(line => $"old {line}\n")) });
        await client.PatchAsync(post, new { markdown = string.Concat(Enumerable.Range(0, 40_000).Select(line => $"new {line}\n")) });

        var difference = await client.GetAsync($"{AddressOf(post)}/revisions/1/diff/2");

        difference["markdown"]!.GetValue<string>().Split('\n').Count(line => line is ['-' or '+', 'o' or 'n', ..]).ShouldBe(80_000);
    }

    [Fact]
    public async Task Readers_get_no_history()
    {
        var client = await OfAsync(cms);
        var post = await client.PublishAsync(new { title = Unique("Closed") });
        foreach (var address in (string[])["revisions", "revisions/1", "revisions/1/diff/2"])
        {
            using var answer = await cms.GetAsync($"{AddressOf(post)}/{address}");
            answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized, address);
        }
    }
}
