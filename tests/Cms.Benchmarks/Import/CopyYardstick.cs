using System.Diagnostics;
using Npgsql;

namespace Cms.Benchmarks.Import;

/// <summary>How fast PostgreSQL takes the rows of a filled store when nobody has to make them: from files, by COPY, into empty tables with the same indexes, in one transaction.</summary>
internal static class CopyYardstick
{
    private const string Schema = "copied";

    // Two of Marten's tables hold no rows of an import, and the setup's hold one each.
    private static readonly string[] Tables =
    [
        "mt_streams", "mt_events", "mt_doc_post", "mt_doc_published_post", "published_bodies",
        "terms", "term_keys", "term_slugs", "published_post_terms", "links", "published_post_links", "redirects",
    ];

    public static async Task<TimeSpan> RunAsync(string connectionString, string folder)
    {
        await using var dataSource = NpgsqlDataSource.Create(connectionString);
        await using var connection = await dataSource.OpenConnectionAsync();
        await ExecuteAsync(connection, $"create schema {Schema}");
        foreach (var table in Tables)
        {
            await using (var file = File.Create(FileOf(folder, table)))
            await using (var rows = await connection.BeginRawBinaryCopyAsync($"copy cms.{table} to stdout (format binary)"))
            {
                await rows.CopyToAsync(file);
            }

            await ExecuteAsync(connection, $"create table {Schema}.{table} (like cms.{table} including all)");
        }

        await ExecuteAsync(connection, "checkpoint");
        var started = Stopwatch.GetTimestamp();
        await using var transaction = await connection.BeginTransactionAsync();

        // As the product does where the server can.
        await ExecuteAsync(connection, "select set_config(name, 'lz4', true) from pg_settings where name = 'default_toast_compression' and 'lz4' = any(enumvals)");
        foreach (var table in Tables)
        {
            await using var file = File.OpenRead(FileOf(folder, table));
            await using var rows = await connection.BeginRawBinaryCopyAsync($"copy {Schema}.{table} from stdin (format binary)");
            await file.CopyToAsync(rows);
        }

        await transaction.CommitAsync();
        return Stopwatch.GetElapsedTime(started);
    }

    private static string FileOf(string folder, string table) => Path.Combine(folder, $"{table}.rows");

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
