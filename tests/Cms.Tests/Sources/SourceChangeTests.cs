using System.Net;
using System.Text.Json.Nodes;
using Cms.Content.Import;
using Cms.Content.Rebuilding;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;
using static Cms.Tests.Posts.WritingClient;

namespace Cms.Tests.Sources;

/// <summary>What readers see of a source's posts after its configuration has changed. Each test has a store of its own, which is compared with its log in the end.</summary>
public sealed class SourceChangeTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly CmsFixture cms = new(postgres);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => cms.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        (await cms.Services.GetRequiredService<Rebuild>().RunAsync(keep: false, progress: null, Ct)).ShouldBeEmpty("the documents are not as the log says");
        await cms.DisposeAsync();
    }

    [Fact]
    public async Task All_that_is_told_of_a_post_follows_the_configuration_and_no_revision_does()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "name: One\nexcerpt_separator: <!--cut-->\n"),
            ("_posts/2021-03-04-told.md", "In {{ site.name }} [here](https://{{ site.name }}.example).\n\nMore words.\n<!--cut-->\nRest."));
        var address = $"/api/v1/posts/{report.Files[0].PostId}";
        var before = await cms.GetJsonAsync(address);
        var version = await ETagAsync(address);

        await ChangeAsync("blog", new { configuration = "name: Two\n" });

        var after = await cms.GetJsonAsync(address);
        (await cms.GetJsonAsync($"/api/v1/posts?id={report.Files[0].PostId}"))["items"]![0]!["excerpt"]!.GetValue<string>().ShouldBe("In Two here.");
        (await cms.GetJsonAsync($"/api/v1/links?post={report.Files[0].PostId}"))["items"]![0]!["url"]!.GetValue<string>().ShouldBe("https://Two.example");
        after["revision"]!.GetValue<int>().ShouldBe(before["revision"]!.GetValue<int>());
        after["modifiedAt"]!.GetValue<string>().ShouldBe(before["modifiedAt"]!.GetValue<string>());
        (await ETagAsync(address)).ShouldNotBe(version, StringComparer.Ordinal);
        await FoundAsync("Two", report.Files[0].PostId!.Value);
    }

    [Fact]
    public async Task A_post_with_changes_that_are_not_out_is_rendered_anew_as_its_readers_see_it()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "name: One\n"), ("_posts/2021-03-04-held.md", "In {{ site.name }}."));
        var writer = await OfAsync(cms);
        await writer.ChangeAsync("PATCH", $"/api/v1/posts/{report.Files[0].PostId}", new { markdown = "Not out in {{ site.name }}." });

        await ChangeAsync("blog", new { configuration = "name: Two\n" });

        (await cms.GetJsonAsync($"/api/v1/posts?id={report.Files[0].PostId}"))["items"]![0]!["excerpt"]!.GetValue<string>().ShouldBe("In Two.");
    }

    [Fact]
    public async Task What_an_import_leaves_as_it_was_follows_the_new_configuration_too()
    {
        (string, string) file = ("_posts/2021-03-04-edited.md", "---\ntitle: A\n---\nIn {{ site.name }}.");
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "name: One\n"), file);
        var writer = await OfAsync(cms);
        await writer.ChangeAsync("PATCH", $"/api/v1/posts/{report.Files[0].PostId}", new { title = "Edited" });
        await writer.ChangeAsync("POST", $"/api/v1/posts/{report.Files[0].PostId}/publish");

        var again = await cms.ImportAsAsync("blog", ("_config.yml", "name: Two\n"), file);

        again.Files[0].Status.ShouldBe(ImportedFileStatus.Conflict);
        (await cms.GetJsonAsync($"/api/v1/posts?id={report.Files[0].PostId}"))["items"]![0]!["excerpt"]!.GetValue<string>().ShouldBe("In Two.");
    }

    [Fact]
    public async Task Posts_move_where_that_is_asked_for_and_their_old_addresses_lead_to_them()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"),
            ("_posts/2021-03-04-one.md", "To [two]({% post_url 2021-03-05-two %})"), ("_posts/2021-03-05-two.md", "x"), ("_posts/2021-03-06-own.md", "---\npermalink: /own/\n---\nx"), ("_drafts/draft.md", "---\ndate: 2021-03-07\n---\nx"));
        var writer = await OfAsync(cms);

        var changed = await ChangeAsync("blog", new { configuration = "permalink: /:year/:title/\n", prefix = "blog", movePaths = true });

        changed["prefix"]!.GetValue<string>().ShouldBe("/blog");
        changed["moves"]!.ToJsonString().ShouldBe("""{"moved":4,"waiting":0,"numberedCount":0,"numbered":[]}""");
        (await PathsAsync(writer, report)).ShouldBe(["/blog/2021/draft/", "/blog/2021/one/", "/blog/2021/two/", "/blog/own/"]);
        using var old = await cms.GetAsync("/api/v1/posts/by-path?path=/one/");
        old.StatusCode.ShouldBe(HttpStatusCode.MovedPermanently);
        (await cms.GetJsonAsync($"/api/v1/links?post={IdOf(report, "one")}"))["items"]![0]!["url"]!.GetValue<string>().ShouldBe("/blog/2021/two/");
        (await cms.Client.GetStringAsync($"/api/v1/posts/{IdOf(report, "one")}.html", Ct)).ShouldContain("/blog/2021/two/");
        var revisions = (await writer.GetAsync($"/api/v1/posts/{IdOf(report, "one")}/revisions"))["items"]!.AsArray();
        revisions.Select(row => $"{row!["kind"]} by {row["by"]}").ShouldBe(["moved by admin", "imported by command line"]);
    }

    [Fact]
    public async Task Posts_move_later_by_a_configuration_that_was_changed_before()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "x"));
        await ChangeAsync("blog", new { configuration = "permalink: /later/:title/\n" });
        (await PathsAsync(await OfAsync(cms), report)).ShouldBe(["/one/"]);

        var moved = await ChangeAsync("blog", new { movePaths = true });
        var again = await ChangeAsync("blog", new { movePaths = true });

        moved["revision"]!.GetValue<int>().ShouldBe(2, "its configuration is what it was");
        moved["moves"]!["moved"]!.GetValue<int>().ShouldBe(1);
        again["moves"]!["moved"]!.GetValue<int>().ShouldBe(0);
        (await PathsAsync(await OfAsync(cms), report)).ShouldBe(["/later/one/"]);
    }

    [Fact]
    public async Task An_address_that_another_post_has_is_taken_with_a_number_and_reported()
    {
        var writer = await OfAsync(cms);
        await writer.PublishAsync(new { title = "Other", path = "/2021/one/" });
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "x"));

        var changed = await ChangeAsync("blog", new { configuration = "permalink: /:year/:title/\n", movePaths = true });
        var again = await ChangeAsync("blog", new { movePaths = true });

        var numbered = changed["moves"]!["numbered"]!.AsArray().ShouldHaveSingleItem()!;
        $"{numbered["path"]} for {numbered["wanted"]}".ShouldBe("/2021/one-2/ for /2021/one/");
        again["moves"]!["moved"]!.GetValue<int>().ShouldBe(0);
        (await PathsAsync(writer, report)).ShouldBe(["/2021/one-2/"]);
    }

    [Fact]
    public async Task Posts_can_change_places()
    {
        // By the second configuration each is where the other was by the first.
        (string, string)[] files = [("_posts/2021-03-04-a.md", "---\nslug: a\ncategories: b\n---\nx"), ("_posts/2021-03-04-b.md", "---\nslug: b\ncategories: a\n---\nx")];
        var report = await cms.ImportAsAsync("blog", [("_config.yml", "permalink: /:title/\n"), .. files]);

        var changed = await ChangeAsync("blog", new { configuration = "permalink: /:categories/\n", movePaths = true });

        changed["moves"]!["moved"]!.GetValue<int>().ShouldBe(2);
        (await cms.GetJsonAsync($"/api/v1/posts/{IdOf(report, "-a")}"))["path"]!.GetValue<string>().ShouldBe("/b/");
        (await cms.GetJsonAsync($"/api/v1/posts/{IdOf(report, "-b")}"))["path"]!.GetValue<string>().ShouldBe("/a/");
    }

    [Fact]
    public async Task Readers_of_an_older_text_get_the_new_address_with_the_newer_one()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "Old"));
        var writer = await OfAsync(cms);
        var address = $"/api/v1/posts/{report.Files[0].PostId}";
        await writer.ChangeAsync("PATCH", address, new { markdown = "New" });

        var changed = await ChangeAsync("blog", new { prefix = "/blog/", movePaths = true });

        changed["moves"]!["waiting"]!.GetValue<int>().ShouldBe(1);
        (await cms.GetJsonAsync(address))["path"]!.GetValue<string>().ShouldBe("/one/");
        await writer.ChangeAsync("POST", $"{address}/publish");
        (await cms.GetJsonAsync(address))["path"]!.GetValue<string>().ShouldBe("/blog/one/");
    }

    [Fact]
    public async Task A_moved_post_is_as_it_was_imported_for_the_next_import()
    {
        (string, string) file = ("_posts/2021-03-04-one.md", "---\ntitle: One\n---\nx");
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), file);
        await ChangeAsync("blog", new { configuration = "permalink: /new/:title/\n", movePaths = true });

        var again = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /new/:title/\n"), (file.Item1, file.Item2.Replace("One", "Two", StringComparison.Ordinal)));

        again.Files[0].Status.ShouldBe(ImportedFileStatus.Updated);
        (await cms.GetJsonAsync($"/api/v1/posts/{report.Files[0].PostId}"))["path"]!.GetValue<string>().ShouldBe("/new/one/");
    }

    [Fact]
    public async Task A_deleted_tag_stays_off_a_post_that_moves()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "---\ntags: [gone, kept]\n---\nx"));
        using var deleted = await (await OfAsync(cms)).SendAsync("DELETE", "/api/v1/tags/gone", body: null, "If-Match: *");
        deleted.EnsureSuccessStatusCode();

        await ChangeAsync("blog", new { prefix = "/blog", movePaths = true });

        (await cms.GetJsonAsync($"/api/v1/posts/{report.Files[0].PostId}"))["tags"]!.AsArray().Select(tag => $"{tag!["name"]}").ShouldBe(["kept"]);
    }

    [Fact]
    public async Task An_address_that_no_post_could_be_found_by_changes_nothing()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "x"));

        using var answer = await (await OfAsync(cms)).SendAsync("PATCH", "/api/v1/sources/blog", new { configuration = $"permalink: /{new string('x', 3000)}/:title/\n", movePaths = true }, "If-Match: *");

        (await CmsFixture.CodeOfAsync(answer)).ShouldBe("too-long");
        (await PathsAsync(await OfAsync(cms), report)).ShouldBe(["/one/"]);
        (await (await OfAsync(cms)).GetAsync("/api/v1/sources/blog"))["revision"]!.GetValue<int>().ShouldBe(1);
    }

    [Theory]
    [InlineData("""{ "prefix": "/a?b" }""", 422)]
    [InlineData("""{ "prefix": "/a/../b" }""", 422)]
    [InlineData("""{ "prefix": "a//b" }""", 422)]
    [InlineData("""{ "prefix": "a\u0000" }""", 422)]
    [InlineData("""{ "prefix": "https:/x" }""", 422)]
    [InlineData("""{ "configuration": "permalink: /:title?x", "movePaths": true }""", 422)]
    [InlineData("""{ "configuration": "permalink: /:title/#x" }""", 422)]
    [InlineData("""{ "prefix": null }""", 400)]
    [InlineData("""{ "movePaths": "yes" }""", 400)]
    public async Task What_no_address_can_have_is_refused(string body, int status)
    {
        await cms.ImportAsAsync("blog", ("_posts/2021-03-04-one.md", "x"));

        using var answer = await (await OfAsync(cms)).SendAsync("PATCH", "/api/v1/sources/blog", body, "If-Match: *");

        ((int)answer.StatusCode).ShouldBe(status);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]!.AsObject().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Links_to_a_post_that_is_named_by_its_file_follow_it_wherever_its_writer_takes_it()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"),
            ("_posts/2021-03-04-one.md", "x"), ("_posts/2021-03-05-two.md", "To [one]({% post_url 2021-03-04-one %})"));
        var (one, two, writer) = (IdOf(report, "one"), IdOf(report, "two"), await OfAsync(cms));
        var since = (await cms.GetJsonAsync("/api/v1/changes?limit=100"))["next"];

        await writer.ChangeAsync("PATCH", $"/api/v1/posts/{one}", new { path = "/moved/" });
        (await LinksAsync(two)).ShouldBe(["/one/"]);
        await writer.ChangeAsync("POST", $"/api/v1/posts/{one}/publish");
        (await LinksAsync(two)).ShouldBe(["/moved/"]);
        (await cms.GetJsonAsync($"/api/v1/posts/{one}/backlinks"))["items"]!.AsArray().Select(post => post!["id"]!.GetValue<Guid>()).ShouldBe([two]);

        await writer.ChangeAsync("POST", $"/api/v1/posts/{one}/unpublish");
        (await LinksAsync(two)).ShouldBeEmpty();
        (await cms.GetJsonAsync($"/api/v1/changes?since={since}"))["items"]!.AsArray().Select(change => $"{change!["type"]}").Order(StringComparer.Ordinal).ShouldBe(["delete", "upsert"]);

        await writer.ChangeAsync("POST", $"/api/v1/posts/{one}/publish");
        (await LinksAsync(two)).ShouldBe(["/moved/"]);
    }

    [Fact]
    public async Task A_batch_moves_a_post_and_publishes_one_that_names_it()
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "x"), ("_posts/2021-03-05-two.md", "y"));
        var (one, two, writer) = (IdOf(report, "one"), IdOf(report, "two"), await OfAsync(cms));

        using var answer = await writer.SendAsync("POST", "/api/v1/batch", new
        {
            operations = new object[]
            {
                new { op = "update", id = one, revision = "*", post = new { path = "/moved/" } },
                new { op = "publish", id = one, revision = "*" },
                new { op = "update", id = two, revision = "*", post = new { markdown = "To [one]({% post_url 2021-03-04-one %})" } },
                new { op = "publish", id = two, revision = "*" },
            },
        });

        answer.EnsureSuccessStatusCode();
        (await LinksAsync(two)).ShouldBe(["/moved/"]);
    }

    [Theory]
    [InlineData("permalink: /:nope/:title/\n", false)]
    [InlineData("permalink: /:nope/:title/\n", true)]
    [InlineData("timezone: Nowhere/Land\n", false)]
    [InlineData("collections_dir: elsewhere\n", false)]
    [InlineData("- title\n", false)]
    [InlineData("Only a text", false)]
    public async Task A_configuration_that_files_could_not_be_read_by_is_refused(string configuration, bool movePaths)
    {
        var report = await cms.ImportAsAsync("blog", ("_config.yml", "permalink: /:title/\n"), ("_posts/2021-03-04-one.md", "x"));
        var writer = await OfAsync(cms);

        using var answer = await writer.SendAsync("PATCH", "/api/v1/sources/blog", new { configuration, movePaths }, "If-Match: *");

        ((int)answer.StatusCode).ShouldBe(422);
        (await CmsFixture.ProblemOfAsync(answer))["errors"]!.AsObject().ShouldHaveSingleItem().Key.ShouldBe("configuration");
        (await writer.GetAsync("/api/v1/sources/blog"))["revision"]!.GetValue<int>().ShouldBe(1);
        (await PathsAsync(writer, report)).ShouldBe(["/one/"]);
    }

    [Fact]
    public async Task A_source_tells_when_it_was_last_imported_and_goes_by_its_id_where_its_name_has_a_slash()
    {
        await cms.ImportAsAsync("folder", new ImportRequest("") { Source = "team/blog" }, ("_posts/2021-03-04-one.md", "x"));
        var writer = await OfAsync(cms);
        var listed = (await writer.GetAsync("/api/v1/sources"))["items"]!.AsArray().Single(source => $"{source!["name"]}" == "team/blog")!;

        await cms.ImportAsAsync("folder", new ImportRequest("") { Source = "team/blog" }, ("_posts/2021-03-04-one.md", "x"));
        var again = await writer.GetAsync($"/api/v1/sources/{listed["id"]}");

        listed["posts"]!.GetValue<int>().ShouldBe(1);
        again["importedAt"]!.GetValue<DateTimeOffset>().ShouldBeGreaterThan(listed["importedAt"]!.GetValue<DateTimeOffset>());
        again["revision"]!.GetValue<int>().ShouldBe(1);
    }

    private async Task<JsonObject> ChangeAsync(string source, object change) => await (await OfAsync(cms)).ChangeAsync("PATCH", $"/api/v1/sources/{source}", change);

    private async Task<string[]> LinksAsync(Guid post) => [.. (await cms.GetJsonAsync($"/api/v1/links?post={post}"))["items"]!.AsArray().Select(link => $"{link!["url"]}")];

    private static Guid IdOf(ImportReport report, string name) => report.Files.Single(file => file.File.Contains(name, StringComparison.Ordinal)).PostId!.Value;

    private static async Task<string[]> PathsAsync(WritingClient writer, ImportReport report)
    {
        List<string> paths = [];
        foreach (var file in report.Files)
        {
            paths.Add((await writer.GetAsync($"/api/v1/posts/{file.PostId}?version=draft"))["path"]!.GetValue<string>());
        }

        return [.. paths.Order(StringComparer.Ordinal)];
    }

    private async Task<string> ETagAsync(string address)
    {
        using var answer = await cms.GetAsync(address);
        return answer.Headers.ETag!.Tag;
    }

    // The index follows behind.
    private async Task FoundAsync(string text, Guid id)
    {
        for (var wait = 0; ; wait++)
        {
            var found = (await cms.GetJsonAsync($"/api/v1/search?q={text}"))["items"]!.AsArray().Select(hit => hit!["post"]!["id"]!.GetValue<Guid>());
            if (found.Contains(id))
            {
                return;
            }

            wait.ShouldBeLessThan(300);
            await Task.Delay(50, Ct);
        }
    }
}
