using Cms.Content.Delivery;
using Cms.Content.Search;

namespace Cms.Hosting;

/// <summary>Has the search index follow what is published, for as long as the server runs. What came in while none ran is taken in first.</summary>
internal sealed class SearchFollowing(ServerStart start, ContentVersion content, TimeProvider clock, ILogger<SearchFollowing> logger) : BackgroundService
{
    // A change is mostly heard of. What is not, and what another node leaves behind, is looked for; an empty table is read for it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var indexer = await start.SettledAsync<SearchIndexer>(stoppingToken);
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
}
