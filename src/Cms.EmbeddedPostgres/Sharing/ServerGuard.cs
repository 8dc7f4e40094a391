using Cms.EmbeddedPostgres.Cluster;
using Microsoft.Extensions.Logging;

namespace Cms.EmbeddedPostgres.Sharing;

/// <summary>
/// Each participant's care for the common server: when it was killed, the first that notices starts it again, at the same address; when the
/// watcher was, that too. The start lock makes the others wait and find it done.
/// </summary>
internal sealed class ServerGuard : IAsyncDisposable
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    // Asking whether the watcher lives costs an exception inside the runtime, so it is asked less often.
    private const int TicksBetweenWatcherChecks = 10;

    private readonly CancellationTokenSource stopping = new();
    private readonly Server server;
    private readonly ILogger logger;
    private readonly Task loop;

    public ServerGuard(Server server, ILogger logger)
    {
        this.server = server;
        this.logger = logger;
        loop = Task.Run(() => GuardAsync(stopping.Token));
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await loop;
        stopping.Dispose();
    }

    private async Task GuardAsync(CancellationToken ct)
    {
        for (var tick = 1; !ct.IsCancellationRequested; tick++)
        {
            try
            {
                await Task.Delay(Period, ct);
                var missesWatcher = tick % TicksBetweenWatcherChecks == 0 && !server.IsWatched();
                if (missesWatcher || !server.IsRunning)
                {
                    await RepairAsync(ct);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, the store is needed: the next try may find the disk freed or the program back.
                logger.LogError(e, "PostgreSQL is gone and could not be started again: {Reason}", e.Message);
                await Task.Delay(PauseAfterFailure, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task RepairAsync(CancellationToken ct)
    {
        using var alone = await FileLock.TakeAloneAsync(server.Store.StartLock, ct);
        var (_, started) = await server.EnsureRunningAsync(ct);
        if (started)
        {
            logger.LogWarning("PostgreSQL had ended and was started again");
        }
    }
}
