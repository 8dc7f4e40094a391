using Cms.Content.Delivery;

namespace Cms.Hosting;

/// <summary>Hears of changes that other nodes make, for as long as this one serves.</summary>
internal sealed class ContentListener(ContentVersion content, ILogger<ContentListener> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => content.ListenAsync(
        failure => logger.LogDebug("Cannot hear of changes at the moment: {Reason}", failure.Message), stoppingToken);
}
