using Npgsql;

namespace Cms.Content.Storage;

/// <summary>Hears what the nodes tell each other over PostgreSQL's NOTIFY.</summary>
public static class StoreNotifications
{
    private static readonly TimeSpan BetweenAttempts = TimeSpan.FromSeconds(1);

    /// <summary>Listens until the token ends it, on a connection of its own that is made anew whenever it is lost.</summary>
    /// <param name="forget">Called at each message, and where one may have been missed: what was known by then may not hold.</param>
    /// <param name="lost">Called when nothing can be heard for the moment.</param>
    public static async Task ListenAsync(NpgsqlDataSource dataSource, string channel, Action forget, Action<Exception> lost, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(forget);
        ArgumentNullException.ThrowIfNull(lost);
        while (true)
        {
            try
            {
                await using var connection = await dataSource.OpenConnectionAsync(ct);
                connection.Notification += (_, _) => forget();
                await using (var listen = new NpgsqlCommand($"listen {channel}", connection))
                {
                    await listen.ExecuteNonQueryAsync(ct);
                }

                // What happened before the first word is heard was not told to us.
                forget();
                while (true)
                {
                    await connection.WaitAsync(ct);
                }
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                // Of any kind: a background service that ends by an exception would take the program along.
                lost(failure);
            }

            forget();
            await Task.Delay(BetweenAttempts, ct);
        }
    }
}
