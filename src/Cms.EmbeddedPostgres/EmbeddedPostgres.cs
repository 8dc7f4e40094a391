using Cms.EmbeddedPostgres.Binaries;
using Cms.EmbeddedPostgres.Cluster;
using Cms.EmbeddedPostgres.Sharing;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Cms.EmbeddedPostgres;

/// <summary>
/// One process's hold on the PostgreSQL of a data directory. While any process holds it the server stays, whoever started it, and is started
/// again when it was killed; within five seconds of the last one's end, however that came, nothing of it is left.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const int MostAttempts = 5;

    private static readonly TimeSpan PauseBetweenAttempts = TimeSpan.FromMilliseconds(100);

    private readonly Server server;
    private readonly FileLock hold;
    private readonly ServerGuard guard;
    private bool disposed;

    private EmbeddedPostgres(Server server, FileLock hold, string connectionString, bool startedHere, ILogger logger)
    {
        this.server = server;
        this.hold = hold;
        ConnectionString = connectionString;
        StartedHere = startedHere;
        guard = new ServerGuard(server, logger);
    }

    /// <summary>Reaches the database <c>cms</c>, which exists. It carries the password, so it belongs into no log and no answer.</summary>
    public string ConnectionString { get; }

    /// <summary>Where the store is: the folder that was asked for, or the one below <c>/var/lib/cms</c> when PostgreSQL's user could not enter it.</summary>
    public string DataDirectory => server.Store.Root;

    /// <summary>Whether this process started the server, rather than find it running.</summary>
    public bool StartedHere { get; }

    /// <summary>Makes the cluster if there is none, starts it unless it runs, and returns when it takes connections.</summary>
    /// <exception cref="EmbeddedPostgresException">It could not be had; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(logger);

        var (store, account) = await new StorePlacement(logger).PlaceAsync(options.DataDirectory, ct);
        using var starting = await FileLock.TakeAloneAsync(store.StartLock, ct);
        await MakeLocksAsync(store, account, ct);
        var binaries = await new BinarySearch(options, account, logger).FindAsync(store.Cluster, store.ClusterMajor, ct);
        var shared = new Server(store, account, binaries, logger);

        var share = await FileLock.TakeSharedAsync(store.InUseLock, ct);
        try
        {
            if (!store.HasCluster)
            {
                await new ClusterMaker(store, account, logger).MakeAsync(binaries, ct);
            }

            var (connectionString, started) = await ReachAsync(shared, ct);
            logger.LogInformation(
                "{What} PostgreSQL {Major} from {Binaries} on the data directory {DataDirectory}",
                started ? "Started" : "Joined the running",
                binaries.Major,
                binaries.Folder,
                store.Root);
            return new EmbeddedPostgres(shared, share, connectionString, started, logger);
        }
        catch
        {
            share.Dispose();
            await shared.StopIfUnusedAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Lets go of the server, and stops it if nobody else holds it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed)
        {
            return;
        }

        disposed = true;
        await guard.DisposeAsync();
        NpgsqlConnection.ClearPool(new NpgsqlConnection(ConnectionString));
        hold.Dispose();
        await server.StopIfUnusedAsync(CancellationToken.None);
    }

    private static async Task<(string ConnectionString, bool Started)> ReachAsync(Server server, CancellationToken ct)
    {
        var startedHere = false;
        for (var attempt = 1; ; attempt++)
        {
            var (address, started) = await server.EnsureRunningAsync(ct);
            startedHere |= started;
            try
            {
                return (await CmsDatabase.ReachAsync(server.Store, address, ct), startedHere);
            }
            catch (NpgsqlException e) when (attempt < MostAttempts && e.SqlState is null or PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.AdminShutdown)
            {
                // It was killed in this very moment.
                await Task.Delay(PauseBetweenAttempts, ct);
            }
            catch (NpgsqlException e)
            {
                throw new EmbeddedPostgresException($"PostgreSQL runs in {server.Store.Cluster}, but lets nobody in: {e.Message}", e);
            }
        }
    }

    // The server's account takes these locks too, in its scripts.
    private static async Task MakeLocksAsync(StorePath store, Processes.ServerAccount account, CancellationToken ct)
    {
        if (File.Exists(store.InUseLock) && File.Exists(store.WatcherLock))
        {
            return;
        }

        FileLock.TryTake(store.WatcherLock, FileShare.ReadWrite)?.Dispose();
        FileLock.TryTake(store.InUseLock, FileShare.ReadWrite)?.Dispose();
        await account.GiveAsync(ct, store.StartLock, store.WatcherLock, store.InUseLock);
    }
}
