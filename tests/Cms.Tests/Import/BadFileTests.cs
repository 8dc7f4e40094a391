using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Cms.Content.Import;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Cms.Content.Import.ImportedFileStatus;

namespace Cms.Tests.Import;

/// <summary>Files that nobody should write. Each is taken with a warning or refused with a reason, and its neighbours come in.</summary>
public sealed class BadFileTests(CmsFixture cms) : IClassFixture<CmsFixture>
{
    private const int Bound = 120_000;

    private static readonly Dictionary<string, Func<byte[]>> Files = new(StringComparer.Ordinal)
    {
        ["front-matter-of-10-mb"] = () => Text($"---\ntitle: T\nlong: |\n{Repeat("  A line of it.\n", 10 * 1024 * 1024 / 15)}---\nText"),
        ["front-matter-of-a-million-keys"] = () => Text($"---\n{string.Concat(Enumerable.Range(0, 1_000_000).Select(key => $"k{key}: v\n"))}---\nText"),
        ["alias-bomb"] = () => Text($"---\na0: &a0 [x,x,x,x,x,x,x,x,x]\n{string.Concat(Enumerable.Range(1, 30).Select(level => $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 9))}]\n"))}---\nText"),
        ["nested-front-matter"] = () => Text($"---\ntags: {Repeat("[", 100_000)}\n---\nText"),
        ["nested-quotes"] = () => Text($"---\ntitle: T\n---\n{Repeat(">", 100_000)} Text"),
        ["nested-html"] = () => Text($"---\ntitle: T\n---\n{Repeat("<div>", 100_000)}"),
        ["endless-liquid"] = () => Text("---\ntitle: T\n---\n{% for i in (1..2000000000) %}{% for j in (1..2000000000) %}x{% endfor %}{% endfor %}"),
        ["nul"] = () => Text("---\ntitle: \"N\0\"\ntags: [\"a\0b\"]\n---\nBefore\0after"),
        ["invalid-utf-8"] = () => [.. Text("---\ntitle: T\n---\nBefore "), 0xC3, 0x28, 0xFF, 0xFE],
        ["unclosed-front-matter"] = () => Text("---\ntitle: T\n\nText"),
        ["broken-yaml"] = () => Text("---\ntitle: [unclosed\n  : : :\n---\nText"),
        ["larger-than-any-post"] = () => new byte[33 * 1024 * 1024],
    };

    public static TheoryData<string> Names => [.. Files.Keys];

    [Fact]
    public async Task A_file_whose_name_is_not_utf_8_is_refused_by_itself()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux has file names that are any bytes.");
        var folder = await cms.WriteFilesAsync("odd-name", ("_posts/2020-01-01-odd-name.md", "Text"));
        await RunAsync($"printf x > \"$(printf '{folder}/_posts/2020-01-02-\\377.md')\"");

        var report = await cms.Services.GetRequiredService<Importer>().ImportAsync(new ImportRequest(folder), progress: null, TestContext.Current.CancellationToken);

        // .NET cannot take away what it cannot name.
        await RunAsync($"rm -r '{folder}'");
        report.Count(Created).ShouldBe(1);
        report.Files.Single(file => file.Status == Refused).Error!.Message.ShouldContain("not in UTF-8");
    }

    private static async Task RunAsync(string command)
    {
        using var shell = Process.Start("/bin/sh", ["-c", command]);
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        shell.ExitCode.ShouldBe(0);
    }

    [Theory(Timeout = Bound)]
    [MemberData(nameof(Names))]
    public async Task A_bad_file_is_told_of_and_stops_no_other(string name)
    {
        var folder = await cms.WriteFilesAsync(name, ($"_posts/2020-01-01-{name}-before.md", "Before"), ($"_posts/2020-01-03-{name}-after.md", "After"));
        await File.WriteAllBytesAsync(Path.Combine(folder, "_posts", $"2020-01-02-{name}.md"), Files[name](), TestContext.Current.CancellationToken);

        var report = await ImportAsync(folder);

        report.Files.Count.ShouldBe(3);
        (report.Files[0].Status, report.Files[2].Status).ShouldBe((Created, Created));
        var bad = report.Files[1];
        (bad.Status is Created or Refused).ShouldBeTrue(bad.Status.ToString());
        if (bad.Status == Refused)
        {
            bad.Error!.Message.ShouldNotBeEmpty();
            (bad.Error.Code == "not-understood").ShouldBeFalse(bad.Error.Message);
        }

        (await ImportAsync(folder)).Files.ShouldAllBe(file => file.Status == Unchanged || file.Status == Refused);
    }

    [Fact]
    public async Task A_folder_that_is_called_like_a_post_is_told_of_and_looked_into()
    {
        var report = await cms.ImportAsAsync("folder", ("_posts/2020-02-01-x.md/2020-02-02-within.md", "Within"));

        report.Files.Select(file => (file.File, file.Status)).ShouldBe([("_posts/2020-02-01-x.md", Refused), ("_posts/2020-02-01-x.md/2020-02-02-within.md", Created)]);
    }

    [Fact(Timeout = Bound)]
    public async Task What_cannot_be_read_is_told_of()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no named pipes among files on Windows.");
        var folder = await cms.WriteFilesAsync("unreadable", ("_posts/2020-03-01-readable.md", "Readable"));
        using (var pipe = Process.Start("mkfifo", [Path.Combine(folder, "_posts", "2020-03-02-pipe.md")]))
        {
            await pipe.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        File.CreateSymbolicLink(Path.Combine(folder, "_posts", "2020-03-03-loop.md"), "2020-03-03-loop.md");
        File.CreateSymbolicLink(Path.Combine(folder, "_posts", "2020-03-04-out.md"), "/etc/passwd");

        var report = await ImportAsync(folder);

        report.Files.Select(file => file.File[^7..]).ShouldBe(["able.md", "pipe.md", "loop.md", "-out.md"]);
        report.Files[0].Status.ShouldBe(Created);
        report.Files.Skip(1).ShouldAllBe(file => file.Status == Refused || file.Status == Ignored);
        report.Files.Skip(1).ShouldAllBe(file => file.Error!.Message.Length > 0);
    }

    [Fact]
    public async Task A_member_of_an_archive_that_leads_out_of_it_is_refused_alone()
    {
        var archive = Path.Combine(Directory.CreateTempSubdirectory("cms-zip-").FullName, "slip.zip");
        await using (var zip = await ZipFile.OpenAsync(archive, ZipArchiveMode.Create, TestContext.Current.CancellationToken))
        {
            foreach (var name in new[] { "../x", "../../_posts/2020-04-01-out.md", "/_posts/2020-04-02-rooted.md", "_posts/2020-04-03-good.md" })
            {
                await using var member = await zip.CreateEntry(name).OpenAsync(TestContext.Current.CancellationToken);
                await member.WriteAsync(Text("Text"), TestContext.Current.CancellationToken);
            }
        }

        var report = await ImportAsync(archive);
        Directory.Delete(Path.GetDirectoryName(archive)!, recursive: true);

        report.Source.ShouldBe("slip");
        report.Files.Where(file => file.Status == Created).Select(file => file.File).ShouldBe(["_posts/2020-04-03-good.md"]);
        report.Count(Refused).ShouldBe(3);
    }

    private Task<ImportReport> ImportAsync(string path) =>
        cms.Services.GetRequiredService<Importer>().ImportAsync(new ImportRequest(path), progress: null, TestContext.Current.CancellationToken);

    private static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    private static string Repeat(string text, int times) => new StringBuilder(text.Length * times).Insert(0, text, times).ToString();
}
