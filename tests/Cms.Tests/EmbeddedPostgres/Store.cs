using System.Diagnostics;
using System.Globalization;
using Cms.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Cms.Tests.EmbeddedPostgres;

/// <summary>A data directory of a test's own, below /tmp itself so that PostgreSQL's user can enter it.</summary>
internal sealed class Store : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly string root = Path.Combine(Path.GetTempPath(), $"cms-test-{Guid.NewGuid():N}");

    public Store(string below = "") => Directory = Path.Combine(root, below);

    public string Directory { get; }

    public string Cluster => Path.Combine(Directory, "postgres");

    public Task<Cms.EmbeddedPostgres.EmbeddedPostgres> StartAsync(string? binDirectory = null) =>
        Cms.EmbeddedPostgres.EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = Directory, BinDirectory = binDirectory },
            NullLogger.Instance,
            TestContext.Current.CancellationToken);

    public static async Task<T> AskAsync<T>(Cms.EmbeddedPostgres.EmbeddedPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }

    public int PostmasterId() => int.Parse(File.ReadLines(Path.Combine(Cluster, "postmaster.pid")).First(), CultureInfo.InvariantCulture);

    public void KillPostmaster()
    {
        using var postmaster = Process.GetProcessById(PostmasterId());
        postmaster.Kill();
    }

    /// <summary>The server's processes stand in the cluster's folder; the watcher names the data directory. A zombie does neither.</summary>
    public IReadOnlyList<int> Processes() =>
        [.. from folder in System.IO.Directory.EnumerateDirectories("/proc")
            let id = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
            where id > 0 && id != Environment.ProcessId && (StandsInCluster(folder) || IsWatcher(folder))
            select id];

    public int WatcherId() => Processes().Single(id => IsWatcher($"/proc/{id.ToString(CultureInfo.InvariantCulture)}"));

    /// <summary>Waits as long as the design allows, and says whether it came true.</summary>
    public static async Task<bool> WithinFiveSecondsAsync(Func<Task<bool>> isTrue)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < Patience; await Task.Delay(50, TestContext.Current.CancellationToken))
        {
            if (await isTrue())
            {
                return true;
            }
        }

        return false;
    }

    public Task<bool> IsEmptyWithinFiveSecondsAsync() => WithinFiveSecondsAsync(() => Task.FromResult(Processes().Count == 0));

    public void Dispose()
    {
        if (System.IO.Directory.Exists(root))
        {
            System.IO.Directory.Delete(root, recursive: true);
        }
    }

    private bool StandsInCluster(string process)
    {
        try
        {
            return new DirectoryInfo(Path.Combine(process, "cwd")).LinkTarget == Cluster;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private bool IsWatcher(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline")).EndsWith($"\0watch\0{Directory}\0", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
