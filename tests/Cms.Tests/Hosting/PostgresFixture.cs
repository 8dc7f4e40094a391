using System.Globalization;
using Cms.Content.Storage;
using Cms.EmbeddedPostgres;
using Cms.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace Cms.Tests.Hosting;

/// <summary>One PostgreSQL for a run of the tests. A class gets a database of its own, copied from one that has the schema.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Template = "cms_template";

    private readonly string directory = Path.Combine(Path.GetTempPath(), $"cms-tests-{Guid.NewGuid():N}");
    private readonly SemaphoreSlim making = new(1);
    private Cms.EmbeddedPostgres.EmbeddedPostgres? postgres;
    private int made;

    public async ValueTask InitializeAsync()
    {
        postgres = await Cms.EmbeddedPostgres.EmbeddedPostgres.StartAsync(
            new EmbeddedPostgresOptions { DataDirectory = directory }, NullLogger.Instance, CancellationToken.None);
        await ExecuteAsync($"create database {Template}");
        var services = new ServiceCollection().AddLogging().AddContent(ConnectionStringOf(Template, pooling: false));
        await using var provider = services.BuildServiceProvider();
        await provider.GetRequiredService<StoreSetup>().ApplyAsync(CancellationToken.None);
    }

    /// <summary>Makes a database with the schema and nothing else in it.</summary>
    /// <returns>Its connection string.</returns>
    public async Task<string> MakeDatabaseAsync()
    {
        await making.WaitAsync();
        try
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"cms_{++made}");
            await ExecuteAsync($"create database {name} template {Template}");
            return ConnectionStringOf(name, pooling: true);
        }
        finally
        {
            making.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        making.Dispose();
        if (postgres is not null)
        {
            NpgsqlConnection.ClearAllPools();
            await postgres.DisposeAsync();
        }

        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionStringOf("cms", pooling: false));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    // A small pool: many classes share one server.
    private string ConnectionStringOf(string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder(postgres!.ConnectionString) { Database = database, Pooling = pooling, MaxPoolSize = 8 }.ConnectionString;
}
