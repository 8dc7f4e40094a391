using Cms.Content.Delivery;
using Cms.Content.Search;

namespace Cms.Hosting;

/// <summary>Has the search index follow what is published, for as long as the server runs. What came in while none ran is taken in first.</summary>
internal sealed class SearchFollowing(
    SearchIndexer indexer, ContentVersion content, IHostApplicationLifetime lifetime, TimeProvider clock, ILogger<SearchFollowing> logger) : BackgroundService
{
    // A change is mostly heard of. What is not, and what another node leaves behind, is looked for; an empty table is read for it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    // The first readers come as the server does, and want what it has for themselves.
    private static readonly TimeSpan WaitAfterStart = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await StartedAsync(stoppingToken);
        var isComplete = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            // Before the look, so that no change falls between the two.
            var change = content.NextChangeAsync();
            try
            {
                if (!isComplete)
                {
                    await indexer.FindMissingAsync(stoppingToken);
                    isComplete = true;
                }

                await indexer.CatchUpAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                logger.LogWarning("The search index cannot follow at the moment: {Reason}", failure.Message);
                change = Task.Delay(LongestWait, clock, stoppingToken);
            }

            await Task.WhenAny(change, Task.Delay(LongestWait, clock, stoppingToken));
        }
    }

    private async Task StartedAsync(CancellationToken stoppingToken)
    {
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var whenStarted = lifetime.ApplicationStarted.Register(started.SetResult);
        await started.Task.WaitAsync(stoppingToken);
        await Task.Delay(WaitAfterStart, clock, stoppingToken);
    }
}
