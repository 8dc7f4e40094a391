using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.CommandLine;

public sealed class ImportTests : IDisposable
{
    private readonly Store store = new();

    private string[] Settings => [$"--Cms:DataDirectory={Path.Combine(store.Directory, "data")}", "--Cms:SampleContent=false"];

    [Fact]
    public async Task Folders_files_archives_and_standard_input_come_in_and_the_report_is_one()
    {
        var folder = Write("blog", "_posts/2020-01-01-of-a-folder.md", "---\nlayout: post\n---\nText");
        var loose = Write("loose", "single.md", "---\ntitle: Single\ndate: 2020-01-02\n---\nText");
        var zip = Zip("packed", "_posts/2020-01-03-of-a-zip.md");
        var bad = Path.Combine(store.Directory, "bad.zip");
        await File.WriteAllBytesAsync(bad, [.. (await File.ReadAllBytesAsync(zip, TestContext.Current.CancellationToken)).Take(60)], TestContext.Current.CancellationToken);

        var dry = await RunAsync("import", folder, "--dry-run", "--report", "json");
        dry.ExitCode.ShouldBe(0, dry.Errors);
        Statuses(dry.Output).ShouldBe(["_posts/2020-01-01-of-a-folder.md created"]);

        var all = await RunAsync("import", folder, Path.Combine(loose, "single.md"), zip, bad, "--report", "json");
        all.ExitCode.ShouldBe(1, all.Errors);
        Statuses(all.Output).ShouldBe(["_posts/2020-01-01-of-a-folder.md created", "_posts/2020-01-03-of-a-zip.md created", "bad.zip refused", "single.md created"], ignoreOrder: true);
        var report = JsonNode.Parse(all.Output)!;
        report["counts"]!["created"]!.GetValue<int>().ShouldBe(3);
        report["files"]![0]!["post"]!["path"]!.GetValue<string>().ShouldBe("/2020/01/01/of-a-folder.html");
        report["files"]![0]!["warnings"]!.AsArray().ShouldBeEmpty();
        report["files"]!.AsArray().Select(file => file!["source"]!.GetValue<string>()).Distinct(StringComparer.Ordinal).Count().ShouldBe(4);

        var piped = await CmsProcess.RunWithInputAsync("---\ntitle: Through a pipe\ndate: 2020-01-04\n---\nText", ["import", "-", .. Settings]);
        piped.ExitCode.ShouldBe(0, piped.Errors);
        piped.Output.ShouldContain("1 created");
        piped.Output.ShouldContain($"{Environment.NewLine}1 post in ");
        piped.Errors.ShouldContain($"1 of 1 file{Environment.NewLine}");

        Write("noted", "_posts/notes.md", "Nothing to publish");
        var noted = await RunAsync("import", Write("noted", "_posts/2020-01-05-noted.md", "Text"), "--dry-run");
        noted.Output.ShouldContain($"ignored as no-date-in-name, once:{Environment.NewLine}  _posts/notes.md: A post's file name starts with its day");

        var missing = await RunAsync("import", Write("empty", "readme.txt", "Nothing here"), "--from", "jekyll");
        missing.ExitCode.ShouldBe(2);
        missing.Errors.ShouldContain("nothing to import", Case.Insensitive);
    }

    [Fact]
    public async Task A_folder_is_followed_and_served_until_it_is_told_to_end()
    {
        var folder = Write("followed", "_posts/2020-01-01-followed.md", "Old");
        using var server = CmsProcess.Start(["serve", "--urls=http://127.0.0.1:0", .. Settings]);
        using var client = new HttpClient { BaseAddress = await server.ListensAsync() };
        using var watch = CmsProcess.Start(["import", folder, "--watch", .. Settings]);
        await watch.SaysAsync("Following");

        Write("followed", "_posts/2020-01-02-new.md", "New");
        await watch.SaysAsync("created: _posts/2020-01-02-new.md");

        using var post = await client.GetAsync("/api/v1/posts/new", TestContext.Current.CancellationToken);
        post.StatusCode.ShouldBe(HttpStatusCode.OK);
        await watch.TerminateAsync();
        (await watch.EndAsync()).ShouldBe(0, watch.Errors);
        await server.TerminateAsync();
        (await server.EndAsync()).ShouldBe(0);
    }

    public void Dispose() => store.Dispose();

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => CmsProcess.RunAsync([.. arguments, .. Settings]);

    private static IEnumerable<string> Statuses(string report) =>
        JsonNode.Parse(report)!["files"]!.AsArray().Select(file => $"{file!["file"]} {file["status"]}");

    private string Write(string folder, string file, string text)
    {
        var path = Path.Combine(store.Directory, folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Path.Combine(store.Directory, folder);
    }

    private string Zip(string name, string file)
    {
        var path = Path.Combine(store.Directory, $"{name}.zip");
        using var zip = ZipFile.Open(path, ZipArchiveMode.Create);
        using var member = zip.CreateEntry(file).Open();
        member.Write(Encoding.UTF8.GetBytes("Text"));
        return path;
    }
}
