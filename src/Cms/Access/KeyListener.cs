using Cms.Content.Access;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Access;

/// <summary>Hears of keys that are revoked on other nodes. While it cannot hear, a key that is known counts for a second more at most.</summary>
internal sealed class KeyListener(NpgsqlDataSource dataSource, ApiKeys keys, ILogger<KeyListener> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => StoreNotifications.ListenAsync(
        dataSource,
        ApiKeys.Channel,
        keys.Forget,
        failure => logger.LogDebug("Cannot hear of revoked keys at the moment: {Reason}", failure.Message),
        stoppingToken);
}
