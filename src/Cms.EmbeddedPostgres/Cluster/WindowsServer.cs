using System.Net;
using System.Net.Sockets;
using Cms.EmbeddedPostgres.Binaries;
using Cms.EmbeddedPostgres.Processes;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>Windows: <c>pg_ctl</c> starts and stops, on a port of the loopback address, and PowerShell watches.</summary>
internal sealed class WindowsServer(StorePath store) : IServerControl
{
    public Task<ServerAddress> PrepareAddressAsync(CancellationToken ct)
    {
        using var listener = new TcpListener(IPAddress.Loopback, ServerSettings.LastPort(store) ?? 0);
        try
        {
            listener.Start();
            return Task.FromResult(new ServerAddress("127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port));
        }
        catch (SocketException)
        {
            using var other = new TcpListener(IPAddress.Loopback, 0);
            other.Start();
            return Task.FromResult(new ServerAddress("127.0.0.1", ((IPEndPoint)other.LocalEndpoint).Port));
        }
    }

    public async Task<string?> StartAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();

        // The server inherits the ends of our pipes, so waiting for their end would be waiting for the server's.
        var start = ProgramRun.Describe(binaries.PgCtl, ["start", "-D", store.Cluster, "-l", Path.Combine(store.Cluster, "start.log"), "-W", "-s"]);
        using var process = System.Diagnostics.Process.Start(start)!;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0 ? null : $"pg_ctl ended with {process.ExitCode}";
    }

    public async Task StopAsync(PostgresBinaries binaries, TimeSpan patience, CancellationToken ct)
    {
        var seconds = ((int)patience.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var stopped = await ProgramRun.RunAsync(binaries.PgCtl, ["stop", "-D", store.Cluster, "-m", "fast", "-w", "-t", seconds, "-s"], ct);
        if (stopped.ExitCode != 0 && PostmasterFile.ReadLiving(store.Cluster) is not null)
        {
            await ProgramRun.RunAsync(binaries.PgCtl, ["stop", "-D", store.Cluster, "-m", "immediate", "-w", "-s"], ct);
        }
    }

    public async Task<bool> StartWatcherAsync(PostgresBinaries binaries, CancellationToken ct)
    {
        var script = Path.Combine(store.Root, "watch.ps1");
        await File.WriteAllTextAsync(script, EmbeddedScript.Read("watch.ps1"), ct);
        var start = ProgramRun.Describe("powershell.exe", ["-NoProfile", "-NonInteractive", "-ExecutionPolicy", "Bypass", "-File", script, store.Root, binaries.PgCtl]);
        return await ProgramRun.LaunchAsync(start, input: null, ct) == "watching";
    }
}
