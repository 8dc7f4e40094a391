using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.CommandLine;

public sealed class RebuildCommandTests : IDisposable
{
    private readonly Store store = new();

    [Fact]
    public async Task A_store_is_compared_with_its_log_and_rebuilt_from_it()
    {
        var blog = Path.Combine(store.Directory, "blog");
        Directory.CreateDirectory(Path.Combine(blog, "_posts"));
        await File.WriteAllTextAsync(Path.Combine(blog, "_posts", "2020-01-01-mine.md"), "---\ntags: [a]\n---\nText\n", TestContext.Current.CancellationToken);
        (await RunAsync("import", blog)).ExitCode.ShouldBe(0);

        foreach (var arguments in (string[][])[["rebuild", "--check"], ["rebuild"], ["rebuild", "--check"]])
        {
            var (exitCode, output, errors) = await RunAsync(arguments);
            exitCode.ShouldBe(0, errors);
            output.ShouldContain("All is as the log says.");
        }
    }

    public void Dispose() => store.Dispose();

    private Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments) =>
        CmsProcess.RunAsync([.. arguments, $"--Cms:DataDirectory={Path.Combine(store.Directory, "data")}", "--Cms:SampleContent=false"]);
}
