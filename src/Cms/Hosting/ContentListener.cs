using Cms.Content.Delivery;

namespace Cms.Hosting;

/// <summary>Hears of changes that other nodes make, for as long as this one serves.</summary>
internal sealed class ContentListener(ContentVersion content) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => content.ListenAsync(stoppingToken);
}
