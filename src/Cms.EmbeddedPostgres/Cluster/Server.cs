using System.Diagnostics;
using Cms.EmbeddedPostgres.Binaries;
using Cms.EmbeddedPostgres.Processes;
using Cms.EmbeddedPostgres.Sharing;
using Microsoft.Extensions.Logging;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>
/// The PostgreSQL of one data directory, which several processes share. Who starts it holds the start lock; who uses it shares the in-use lock;
/// who stops it, the watcher or the last user, holds that one alone.
/// </summary>
internal sealed class Server(StorePath store, ServerAccount account, PostgresBinaries binaries, ILogger logger)
{
    // The watcher has five seconds; someone who waits for our end would rather have an orderly one.
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);

    // Twice, because it may have been killed while it started.
    private const int MostStarts = 2;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private static readonly TimeSpan SayWaiting = TimeSpan.FromSeconds(10);

    private readonly IServerControl control = OperatingSystem.IsWindows() ? new WindowsServer(store) : new PosixServer(store, account);

    public StorePath Store => store;

    public bool IsRunning => PostmasterFile.ReadLiving(store.Cluster) is not null;

    /// <summary>Returns where the server listens and whether it was started by this call. The caller holds the start lock and shares the in-use lock.</summary>
    public async Task<(ServerAddress Address, bool Started)> EnsureRunningAsync(CancellationToken ct)
    {
        await EnsureWatchedAsync(ct);
        var starts = 0;
        PostmasterFile? running;
        while ((running = await UntilReadyAsync(ct)) is null)
        {
            if (starts++ == MostStarts)
            {
                throw new EmbeddedPostgresException($"PostgreSQL in {store.Cluster} ended while it started: {LastWords()}");
            }

            await ServerSettings.WriteAsync(store, await control.PrepareAddressAsync(ct), ct);
            if (await control.StartAsync(binaries, ct) is { } failure)
            {
                throw new EmbeddedPostgresException($"PostgreSQL in {store.Cluster} does not start: {LastWords() ?? failure}");
            }
        }

        return (AddressOf(running), starts > 0);
    }

    /// <summary>The watcher stops the server after its last user's end. The caller holds the start lock and shares the in-use lock.</summary>
    public async Task EnsureWatchedAsync(CancellationToken ct)
    {
        if (!IsWatched() && !await control.StartWatcherAsync(binaries, ct))
        {
            throw new EmbeddedPostgresException(
                "The watcher that stops PostgreSQL after its last user's end cannot be started. It needs sh, and flock or perl (on Windows, PowerShell).");
        }
    }

    public bool IsWatched()
    {
        using var free = FileLock.TryTake(store.WatcherLock, FileShare.None);
        return free is null;
    }

    /// <summary>Stops the server if nobody uses it any more, and returns when that is settled: stopped, or in use by someone else.</summary>
    public async Task StopIfUnusedAsync(CancellationToken ct)
    {
        while (true)
        {
            using (var alone = FileLock.TryTake(store.InUseLock, FileShare.None))
            {
                if (alone is not null)
                {
                    await control.StopAsync(binaries, StopPatience, ct);
                    return;
                }
            }

            using (var shared = FileLock.TryTake(store.InUseLock, FileShare.ReadWrite))
            {
                if (shared is not null)
                {
                    return;
                }
            }

            // The watcher was faster and is stopping it.
            await Task.Delay(Pause, ct);
        }
    }

    private static ServerAddress AddressOf(PostmasterFile running) =>
        new(OperatingSystem.IsWindows() ? running.ListenAddress : running.SocketFolder, running.Port);

    /// <summary>Returns null when no server runs. Recovery after a crash may take its time, and one that is stopping is waited for.</summary>
    private async Task<PostmasterFile?> UntilReadyAsync(CancellationToken ct)
    {
        var since = Stopwatch.GetTimestamp();
        while (PostmasterFile.ReadLiving(store.Cluster) is { } running)
        {
            if (running.IsReady)
            {
                return running;
            }

            if (Stopwatch.GetElapsedTime(since) > SayWaiting)
            {
                logger.LogInformation("Waiting for PostgreSQL, which is {Status}", running.Status);
                since = Stopwatch.GetTimestamp();
            }

            await Task.Delay(Pause, ct);
        }

        return null;
    }

    private string? LastWords()
    {
        var logs = Path.Combine(store.Cluster, "log");
        var newest = Directory.Exists(logs)
            ? new DirectoryInfo(logs).EnumerateFiles().OrderByDescending(file => file.LastWriteTimeUtc).Select(file => file.FullName).Take(1)
            : [];
        var fatal = newest.Append(Path.Combine(store.Cluster, "start.log"))
            .Where(File.Exists)
            .Select(log => File.ReadLines(log).LastOrDefault(line => line.Contains("FATAL:", StringComparison.Ordinal) || line.Contains("PANIC:", StringComparison.Ordinal)))
            .LastOrDefault(line => line is not null);
        return fatal is null ? null : $"{fatal[(fatal.IndexOf(": ", StringComparison.Ordinal) + 1)..].Trim()} (more in {store.Cluster}/start.log and {logs})";
    }
}
