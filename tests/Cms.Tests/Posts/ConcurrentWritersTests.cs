using System.Globalization;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Npgsql;

namespace Cms.Tests.Posts;

public sealed class ConcurrentWritersTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    [Fact]
    public async Task Writers_who_meet_on_the_same_new_tags_and_links_leave_each_once_and_count_them_all()
    {
        const int Writers = 8;
        const int PostsOfEach = 30;
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(writer => cms.ImportAsAsync(
            $"writer-{writer}",
            [.. Enumerable.Range(0, PostsOfEach).Select(number => (
                string.Create(CultureInfo.InvariantCulture, $"_posts/2020-01-01-w{writer}-{number}.md"),
                "---\ntags: [Shared, C++, 'C#']\ncategory: News\nlinks:\n  - site: https://shared.example\n---\n[site](https://shared.example) and [other](https://other.example)\n"))])));

        foreach (var tag in new[] { "shared", "c-plus-plus", "c-sharp" })
        {
            (await cms.GetJsonAsync($"/api/v1/tags/{tag}"))["count"]!.GetValue<int>().ShouldBe(240, tag);
        }

        foreach (var host in new[] { "shared.example", "other.example" })
        {
            var links = (await cms.GetJsonAsync($"/api/v1/links?host={host}"))["items"]!.AsArray();
            links.Select(link => link!["count"]!.GetValue<int>()).ShouldBe([240], host);
        }
    }

    [Fact]
    public async Task Each_post_has_one_event_and_each_change_one_more()
    {
        await cms.ImportAsAsync("events", ("_posts/2020-02-01-once.md", "One."), ("_posts/2020-02-01-twice.md", "One."));
        await cms.ImportAsAsync("events", ("_posts/2020-02-01-once.md", "One."), ("_posts/2020-02-01-twice.md", "Two."));

        await using var dataSource = NpgsqlDataSource.Create(cms.ConnectionString);
        await using var command = dataSource.CreateCommand(
            "select p.data -> 'content' ->> 'slug', count(*) from cms.mt_events e join cms.mt_doc_post p on p.id = e.stream_id where p.file like '_posts/2020-02-01%' group by 1 order by 1");
        List<(string, long)> events = [];
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            events.Add((reader.GetString(0), reader.GetInt64(1)));
        }

        events.ShouldBe([("once", 1L), ("twice", 2L)]);
    }

    [Fact]
    public async Task The_same_folder_imported_by_two_at_once_comes_in_once()
    {
        var files = Enumerable.Range(0, 50).Select(number => (string.Create(CultureInfo.InvariantCulture, $"_posts/2021-01-01-race-{number}.md"), "---\ntags: [race]\n---\nText.\n")).ToArray();
        await cms.ImportAsAsync("race", files[0]);
        var reports = await Task.WhenAll(ReimportAsync(files), ReimportAsync(files));

        var page = await cms.GetJsonAsync("/api/v1/posts?tag=race&limit=100");
        page["items"]!.AsArray().Count.ShouldBe(50);
        reports.SelectMany(report => report.Files).Count(file => file.Status == ImportedFileStatus.Created).ShouldBe(49);
    }

    private async Task<ImportReport> ReimportAsync((string, string)[] files)
    {
        var folder = Directory.CreateTempSubdirectory("cms-race-").FullName;
        try
        {
            foreach (var (file, text) in files)
            {
                var path = Path.Combine(folder, file);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                await File.WriteAllTextAsync(path, text);
            }

            var importer = (Importer)cms.Services.GetService(typeof(Importer))!;
            return await importer.ImportAsync(new ImportRequest(folder) { Source = "race" }, progress: null, TestContext.Current.CancellationToken);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
