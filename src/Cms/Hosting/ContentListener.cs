using Cms.Content.Delivery;

namespace Cms.Hosting;

/// <summary>Hears of changes that other nodes make, for as long as this one serves.</summary>
internal sealed class ContentListener(ServerStart start, ILogger<ContentListener> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var content = await start.SettledAsync<ContentVersion>(stoppingToken);
        await content.ListenAsync(failure => logger.LogDebug("Cannot hear of changes at the moment: {Reason}", failure.Message), stoppingToken);
    }
}
