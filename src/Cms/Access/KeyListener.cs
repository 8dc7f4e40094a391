using Cms.Content.Access;
using Npgsql;

namespace Cms.Access;

/// <summary>Hears of keys that are revoked on other nodes. While it cannot hear, a key that is known counts for a second more at most.</summary>
internal sealed class KeyListener(NpgsqlDataSource dataSource, ApiKeys keys, ILogger<KeyListener> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Of any kind: a background service that ends by an exception would take the program along.
                logger.LogDebug("Cannot hear of revoked keys at the moment: {Reason}", failure.Message);
            }

            await Task.Delay(Pause, stoppingToken);
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        connection.Notification += (_, _) => keys.Forget();
        await using (var listen = new NpgsqlCommand($"listen {ApiKeys.Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(ct);
        }

        keys.Forget();
        while (true)
        {
            await connection.WaitAsync(ct);
        }
    }
}
