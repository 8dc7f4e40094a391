using Cms.EmbeddedPostgres;
using Postgres = Cms.EmbeddedPostgres.EmbeddedPostgres;

namespace Cms.Hosting;

/// <summary>The PostgreSQL that the posts are in: a server of one's own, or the embedded one, which is held until this is disposed.</summary>
internal sealed class StoreConnection : IAsyncDisposable
{
    private readonly Postgres? embedded;

    private StoreConnection(string connectionString, Postgres? embedded)
    {
        ConnectionString = connectionString;
        this.embedded = embedded;
    }

    public string ConnectionString { get; }

    public bool IsEmbedded => embedded is not null;

    public static async Task<StoreConnection> OpenAsync(IConfiguration configuration, ILoggerFactory loggers, CancellationToken ct)
    {
        if (configuration.GetConnectionString("Cms") is { Length: > 0 } own)
        {
            return new StoreConnection(own, embedded: null);
        }

        var options = Settings.Read<StoreOptions>(configuration, StoreOptions.Section);
        var postgres = await Postgres.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = options.DataDirectory, BinDirectory = options.Postgres.BinDirectory },
            loggers.CreateLogger<Postgres>(),
            ct);
        return new StoreConnection(postgres.ConnectionString, postgres);
    }

    public ValueTask DisposeAsync() => embedded?.DisposeAsync() ?? ValueTask.CompletedTask;
}
