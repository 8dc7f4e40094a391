using System.Diagnostics;
using Cms.Tests.CommandLine;
using Cms.Tests.EmbeddedPostgres;

namespace Cms.Tests.Contracts;

/// <summary>What npm's tools make of the contracts and of the running server: <c>tests/contracts/check.sh</c>. Skipped where npm cannot bring them.</summary>
public sealed class ClientToolsTests : IDisposable
{
    private const int NoTools = 3;

    private readonly Store store = new();

    [Fact]
    public async Task The_linter_the_compiler_and_the_audit_of_GraphQL_over_HTTP_are_content()
    {
        var script = Path.Combine(RepositoryFiles.Root, "tests", "contracts", "check.sh");
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The script is for a Unix shell.");
        using var cms = CmsProcess.Start("--urls", "http://127.0.0.1:0", $"--Cms:DataDirectory={store.Directory}");
        var start = new ProcessStartInfo("bash", [script, (await cms.ListensAsync()).ToString()]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        using var check = Process.Start(start)!;
        var errors = check.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var output = await check.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await check.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.SkipWhen(check.ExitCode == NoTools, (await errors).Trim());
        check.ExitCode.ShouldBe(0, output + await errors);
    }

    public void Dispose() => store.Dispose();
}
