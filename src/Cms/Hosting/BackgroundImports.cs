using Cms.Content.Import.Queue;

namespace Cms.Hosting;

/// <summary>Takes in what is uploaded, for as long as the server runs, and what an earlier one has left.</summary>
internal sealed class BackgroundImports(ServerStart start, SentImports queue, IServiceProvider services, TimeProvider clock, ILogger<BackgroundImports> logger) : BackgroundService
{
    // Another node may have died with one in its hands. The look costs one read of an index.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim added = new(0);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        queue.Added += Wake;
        try
        {
            var worker = await start.SettledAsync<ImportWorker>(stoppingToken);
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    await worker.WorkAsync(report => SampleContent.GiveWayAsync(services, report, stoppingToken), stoppingToken);
                }
                catch (Exception failure) when (failure is not OperationCanceledException)
                {
                    logger.LogWarning("Imports cannot be taken in at the moment: {Reason}", failure.Message);
                }

                using var waiting = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(added.WaitAsync(waiting.Token), Task.Delay(LongestWait, clock, waiting.Token));
                await waiting.CancelAsync();
            }
        }
        finally
        {
            queue.Added -= Wake;
        }
    }

    public override void Dispose()
    {
        added.Dispose();
        base.Dispose();
    }

    private void Wake(object? sender, EventArgs e) => added.Release();
}
