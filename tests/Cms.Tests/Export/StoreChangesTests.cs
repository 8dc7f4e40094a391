using Cms.Content.Export;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Cms.Tests.Posts;
using Microsoft.Extensions.DependencyInjection;

namespace Cms.Tests.Export;

/// <summary>What writers do in the store, in the files that are exported.</summary>
public sealed class StoreChangesTests(PostgresFixture postgres) : IDisposable
{
    private const string Original = "---\nlayout: post # theirs\ntitle:  'Mine'\ntags:\n  - Docker\n  - 'C#'\nemail: jane@example.org\n---\n\nText.\n";

    private readonly string folder = Directory.CreateTempSubdirectory("cms-store-changes-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_title_that_a_writer_changes_changes_one_line_once_it_is_out()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(cms);
        await cms.ImportAsAsync("blog", ("_posts/2020-01-01-mine.md", Original), ("_posts/2020-01-02-other.md", "Other\n"));
        var post = await writer.GetAsync("/api/v1/posts/mine");

        await writer.PatchAsync(post, new { title = "It's yours" });
        var held = await ExportAsync(cms, "held");
        held.Sources.ShouldHaveSingleItem().Notes.ShouldHaveSingleItem().Message.ShouldContain("not published");
        (await ReadAsync("held", "_posts/2020-01-01-mine.md")).ShouldBe(Original);

        await writer.VerbAsync(post, "publish");
        (await ExportAsync(cms, "out")).Sources.ShouldHaveSingleItem().Notes.ShouldBeEmpty();

        (await ReadAsync("out", "_posts/2020-01-01-mine.md")).ShouldBe(Original.Replace("'Mine'", "'It''s yours'", StringComparison.Ordinal));
        (await ReadAsync("out", "_posts/2020-01-02-other.md")).ShouldBe("Other\n");
        (await cms.Client.GetStringAsync("/api/v1/posts/mine.md", Ct)).ShouldBe(
            Original.Replace("'Mine'", "'It''s yours'", StringComparison.Ordinal).Replace("email: jane@example.org\n", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_post_that_a_writer_takes_back_says_so_and_comes_in_as_a_draft()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(cms);
        await cms.ImportAsAsync("blog", ("_posts/2020-01-01-mine.md", Original));

        await writer.VerbAsync(await writer.GetAsync("/api/v1/posts/mine"), "unpublish");
        await ExportAsync(cms, "out");

        (await ReadAsync("out", "_posts/2020-01-01-mine.md")).ShouldBe(Original.Replace("example.org\n", "example.org\npublished: false\n", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_time_to_be_taken_from_readers_goes_out_with_the_file_and_comes_in_with_it()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(cms);
        await cms.ImportAsAsync("blog", ("_posts/2020-01-01-mine.md", Original), ("_posts/2020-01-02-given.md", "---\nunpublish_at: 2999-01-01 12:00:00 +0100\n---\nText\n"), ("_posts/2020-01-03-over.md", "---\nunpublish_at: 2021-01-01\n---\nText\n"));
        await writer.VerbAsync(await writer.GetAsync("/api/v1/posts/mine"), "schedule", new { unpublishAt = "2998-01-01T11:00:00Z" });
        await ExportAsync(cms, "out");

        (await ReadAsync("out", "_posts/2020-01-01-mine.md")).ShouldBe(Original.Replace("example.org\n", "example.org\nunpublish_at: 2998-01-01 11:00:00 +0000\n", StringComparison.Ordinal));
        (await ReadAsync("out", "_posts/2020-01-02-given.md")).ShouldBe("---\nunpublish_at: 2999-01-01 12:00:00 +0100\n---\nText\n");

        await using var other = await new CmsFixture(postgres).StartedAsync();
        var report = await other.Services.GetRequiredService<Importer>().ImportAsync(new ImportRequest(Path.Combine(folder, "out")), progress: null, Ct);
        report.Files.Select(file => file.Status).ShouldAllBe(status => status == ImportedFileStatus.Created);
        report.Files.Single(file => file.File == "_posts/2020-01-03-over.md").Warnings.ShouldHaveSingleItem().Code.ShouldBe("expired");
        var reader = await WritingClient.OfAsync(other);
        (await reader.GetAsync("/api/v1/posts/mine?version=draft"))["unpublishAt"]!.GetValue<DateTimeOffset>().ShouldBe(new(2998, 1, 1, 11, 0, 0, TimeSpan.Zero));
        (await reader.GetAsync("/api/v1/posts/given?version=draft"))["unpublishAt"]!.GetValue<DateTimeOffset>().ShouldBe(new(2999, 1, 1, 11, 0, 0, TimeSpan.Zero));
        (await reader.GetAsync("/api/v1/posts/over?version=draft"))["status"]!.GetValue<string>().ShouldBe("draft");
    }

    [Fact]
    public async Task A_post_that_was_sent_as_a_file_keeps_what_its_author_wrote()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(cms);
        var sent = await WritingClient.ReadAsync(writer.SendTextAsync("POST", "/api/v1/posts", "---\ntitle:  'Sent' # by hand\ndate: 2020-01-01\n---\n\nText.\n", "text/markdown"));
        await writer.VerbAsync(sent, "publish");

        var report = await ExportAsync(cms, "out");

        report.Sources.ShouldHaveSingleItem().Notes.ShouldBeEmpty();
        (await ReadAsync("out", "_posts/2020-01-01-sent.md")).ShouldBe("---\ntitle:  'Sent' # by hand\ndate: 2020-01-01\n---\n\nText.\n");
    }

    [Fact]
    public async Task Readers_of_the_copy_see_what_readers_of_the_store_saw_and_writers_too()
    {
        await using var cms = await new CmsFixture(postgres).StartedAsync();
        var writer = await WritingClient.OfAsync(cms);
        await cms.ImportAsAsync("blog", ("_config.yml", "timezone: Asia/Tokyo\nauthors: { jane: { name: Jane, url: 'https://jane.example/' } }\n"), ("_posts/2020-01-01-mine.md", Original));
        await writer.VerbAsync(
            await writer.PatchAsync(await writer.GetAsync("/api/v1/posts/mine"), new { slug = "yours", tags = new[] { "New", "C#" }, authors = new[] { new { name = "Jim" } }, markdown = "Other *text*.\n" }),
            "publish");
        await writer.PublishAsync(new
        {
            title = "Quotes: \"all\" # of 'them' 🐳",
            markdown = "# Head\n\nText with a [link](https://example.org/).\n",
            language = "en",
            categories = new[] { "Dev Ops", "yes" },
            tags = new[] { "C++", ".NET", "2014", "a, b" },
            keywords = new[] { "one keyword", "two" },
            links = new object[] { new { name = "url", url = "https://example.org/x" }, new { name = "Label: only" } },
            authors = new object[] { new { name = "Jane", url = "https://jane.example/" }, new { name = "yes" } },
            description = "yes",
            image = new { url = "/x.png", alt = "An: image" },
            canonicalUrl = "https://elsewhere.example/",
            featured = true,
            excerpt = "An *excerpt*\nof two lines.",
            publishedAt = "2019-12-31T23:30:00.5Z",
            fields = new { layout = "post", nested = new { b = new object?[] { 1, "1", null, true }, a = 1.5 } },
        });
        var moved = await writer.PublishAsync(new { title = "Moves", slug = "moves-from", language = "en" });
        await writer.VerbAsync(await writer.PatchAsync(moved, new { slug = "moves-to" }), "publish");
        await writer.CreateAsync(new { title = "A draft", language = "en", markdown = "Soon.\n" });
        await writer.VerbAsync(await writer.PublishAsync(new { title = "Put away", language = "en" }), "archive");
        await writer.VerbAsync(await writer.CreateAsync(new { title = "Later", language = "en" }), "schedule", new { publishAt = "2999-01-01T00:00:00Z" });
        await writer.TrashAsync(await writer.CreateAsync(new { title = "Thrown away", language = "en" }));

        var report = await ExportAsync(cms, "out");

        report.Sources.SelectMany(source => source.Notes).ShouldBeEmpty();
        await using var copy = await new CmsFixture(postgres).StartedAsync();
        foreach (var source in report.Sources)
        {
            await copy.Services.GetRequiredService<Importer>().ImportAsync(new(Path.Combine(folder, "out", source.Folder)), progress: null, Ct);
        }

        var copied = await WritingClient.OfAsync(copy);
        foreach (var status in (string[])["draft", "scheduled", "archived"])
        {
            (await SayAsync(copied, $"/api/v1/posts?status={status}&body=markdown")).ShouldBe(await SayAsync(writer, $"/api/v1/posts?status={status}&body=markdown"));
        }

        foreach (var form in (string[])["markdown", "html", "text"])
        {
            (await SayAsync(copied, $"/api/v1/posts?body={form}")).ShouldBe(await SayAsync(writer, $"/api/v1/posts?body={form}"));
        }

        using var old = await copy.GetAsync($"/api/v1/posts/by-path?path={moved["path"]}");
        ((int)old.StatusCode).ShouldBe(301);
        (await ExportAsync(copy, "again")).Sources.Sum(source => source.Unchanged).ShouldBe(report.Sources.Sum(source => source.Posts));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    /// <summary>What is answered, save what a store gives its posts itself.</summary>
    private static async Task<IReadOnlyList<string>> SayAsync(WritingClient client, string address)
    {
        var items = (await client.GetAsync(address))["items"]!.AsArray();
        foreach (var post in items)
        {
            // When the store last changed a post that came as a file would be a line in it that nobody wrote.
            if (post!["slug"]!.GetValue<string>() == "yours")
            {
                post.AsObject().Remove("modifiedAt");
            }

            // What is not out yet has no date and address to stay.
            var isProvisional = post["status"]!.GetValue<string>() is "draft" or "scheduled";
            foreach (var own in (string[])["id", "origin", "createdAt", "revision", .. isProvisional ? (string[])["publishedAt", "modifiedAt", "path"] : ["publishAt"]])
            {
                post.AsObject().Remove(own);
            }
        }

        return [.. items.Select(post => post!.ToJsonString()).Order(StringComparer.Ordinal)];
    }

    private Task<ExportReport> ExportAsync(CmsFixture cms, string name) =>
        cms.Services.GetRequiredService<Exporter>().ExportAsync(new(Path.Combine(folder, name)), progress: null, Ct);

    private Task<string> ReadAsync(string name, string file) => File.ReadAllTextAsync(Path.Combine(folder, name, file), Ct);
}
