using System.Diagnostics;
using System.Runtime.CompilerServices;
using Cms.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Cms.Tests.EmbeddedPostgres;

/// <summary>
/// A second process that uses a data directory and can be killed as nothing inside a test can: this program once more, which finds in its
/// environment that it is to be no test run but a participant.
/// </summary>
internal sealed class OtherProcess : IDisposable
{
    private const string DirectoryVariable = "CMS_TESTS_PARTICIPATE_IN";

    private readonly Process process;

    private OtherProcess(Process process, bool startedServer)
    {
        this.process = process;
        StartedServer = startedServer;
    }

    public bool StartedServer { get; }

    public static async Task<OtherProcess> StartAsync(string dataDirectory)
    {
        var program = Environment.ProcessPath!;
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(typeof(OtherProcess).Assembly.Location);
        }

        start.Environment[DirectoryVariable] = dataDirectory;
        var started = Process.Start(start)!;
        var line = await started.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);
        return new OtherProcess(started, startedServer: bool.Parse(line!));
    }

    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
    }

    // Runs before Main. Nothing here may wait for other code of this assembly: it waits for the end of this method.
    [ModuleInitializer]
    internal static void ParticipateIfAsked()
    {
        if (Environment.GetEnvironmentVariable(DirectoryVariable) is not { Length: > 0 } dataDirectory)
        {
            return;
        }

        var options = new EmbeddedPostgresOptions { DataDirectory = dataDirectory };
        var postgres = Cms.EmbeddedPostgres.EmbeddedPostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None).GetAwaiter().GetResult();
        Console.WriteLine(postgres.StartedHere);
        Thread.Sleep(Timeout.Infinite);
    }
}
