using Npgsql;

namespace Cms.EmbeddedPostgres.Cluster;

/// <summary>The database <c>cms</c> in a running server, and how to reach it.</summary>
internal static class CmsDatabase
{
    private const string Name = "cms";

    // With 100 connections in all, a server and an import beside it both have room.
    private const int LargestPool = 40;

    /// <summary>Makes the database when it is missing and returns the connection string, password and all.</summary>
    public static async Task<string> ReachAsync(StorePath store, ServerAddress address, CancellationToken ct)
    {
        if (!File.Exists(store.Password))
        {
            throw new EmbeddedPostgresException($"The password of the cluster in {store.Cluster} is missing: {store.Password}. Put it back, from a backup of the data directory.");
        }

        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port,
            Username = ClusterMaker.User,
            Password = (await File.ReadAllTextAsync(store.Password, ct)).Trim(),
            Database = Name,
            MaxPoolSize = LargestPool,
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
            RequireAuth = "ScramSHA256",
        };

        await EnsureExistsAsync(settings, ct);
        return settings.ConnectionString;
    }

    private static async Task EnsureExistsAsync(NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        try
        {
            await TryAsync(settings, ct);
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            await MakeAsync(settings, ct);
            await TryAsync(settings, ct);
        }
    }

    private static async Task TryAsync(NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        await using var connection = new NpgsqlConnection(settings.ConnectionString);
        await connection.OpenAsync(ct);
    }

    private static async Task MakeAsync(NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        var maintenance = new NpgsqlConnectionStringBuilder(settings.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(maintenance.ConnectionString);
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand($"CREATE DATABASE {Name}", connection);
        try
        {
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.DuplicateDatabase or PostgresErrorCodes.UniqueViolation)
        {
            // Another process made it in the same moment.
        }
    }
}
