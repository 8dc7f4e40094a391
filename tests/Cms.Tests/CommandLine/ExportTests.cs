using System.Text;
using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.CommandLine;

public sealed class ExportTests : IDisposable
{
    private readonly Store store = new();

    private string[] Settings => [$"--Cms:DataDirectory={Path.Combine(store.Directory, "data")}", "--Cms:SampleContent=false"];

    [Fact]
    public async Task A_blog_goes_in_and_comes_out_as_it_was()
    {
        var blog = Path.Combine(store.Directory, "blog");
        var post = Encoding.UTF8.GetBytes("\uFEFF---\r\ntitle: 'Mine' # own\r\n---\r\nText\r\n");
        Directory.CreateDirectory(Path.Combine(blog, "_posts"));
        await File.WriteAllBytesAsync(Path.Combine(blog, "_posts", "2020-01-01-mine.md"), post, TestContext.Current.CancellationToken);
        (await RunAsync("import", blog, "--prefix", "/blog")).ExitCode.ShouldBe(0);
        var target = Path.Combine(store.Directory, "out");

        var (exitCode, output, errors) = await RunAsync("export", target);

        exitCode.ShouldBe(0, errors);
        output.ShouldContain("blog: 1 post in");
        output.ShouldContain($"{Environment.NewLine}1 post in ");
        output.ShouldContain("--prefix /blog");
        (await File.ReadAllBytesAsync(Path.Combine(target, "_posts", "2020-01-01-mine.md"), TestContext.Current.CancellationToken)).ShouldBe(post);

        var again = await RunAsync("export", target);
        (again.ExitCode, again.Errors).ShouldBe((2, again.Errors));
        again.Errors.ShouldContain("--overwrite");
        (await RunAsync("export", target, "--overwrite")).ExitCode.ShouldBe(0);

        var unknown = await RunAsync("export", Path.Combine(store.Directory, "other"), "--source", "nobody");
        unknown.ExitCode.ShouldBe(2);
        unknown.Errors.ShouldContain("There are: blog");
    }

    public void Dispose() => store.Dispose();

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) => CmsProcess.RunAsync([.. arguments, .. Settings]);
}
