using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Storage;

/// <summary>Writes rows by COPY, the fastest way into a table. Defaults apply to columns that are not named; a row that breaks a rule of the table fails all.</summary>
internal static class TableCopy
{
    /// <param name="columns">Comma-separated, in the order in which <paramref name="write"/> writes them.</param>
    public static async Task WriteAsync<T>(
        NpgsqlConnection connection, string table, string columns, IReadOnlyCollection<T> rows, Func<RowWriter, T, Task> write, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var import = await connection.BeginBinaryImportAsync($"copy {table} ({columns}) from stdin (format binary)", ct);
        var writer = new RowWriter(import, ct);
        foreach (var row in rows)
        {
            await import.StartRowAsync(ct);
            await write(writer, row);
        }

        await import.CompleteAsync(ct);
    }
}

/// <summary>Writes the columns of one row, each in the form that PostgreSQL's binary format asks for.</summary>
internal sealed class RowWriter(NpgsqlBinaryImporter import, CancellationToken ct)
{
    public Task WriteAsync(Guid value) => import.WriteAsync(value, NpgsqlDbType.Uuid, ct);

    public Task WriteAsync(Guid? value) => value is { } known ? WriteAsync(known) : import.WriteNullAsync(ct);

    public Task WriteAsync(int value) => import.WriteAsync(value, NpgsqlDbType.Integer, ct);

    public Task WriteAsync(int? value) => value is { } known ? WriteAsync(known) : import.WriteNullAsync(ct);

    public Task WriteAsync(long value) => import.WriteAsync(value, NpgsqlDbType.Bigint, ct);

    public Task WriteAsync(string? value) => value is null ? import.WriteNullAsync(ct) : import.WriteAsync(value, NpgsqlDbType.Text, ct);

    public Task WriteAsync(byte[] value) => import.WriteAsync(value, NpgsqlDbType.Bytea, ct);

    public Task WriteAsync(DateTimeOffset value) => import.WriteAsync(value.ToUniversalTime(), NpgsqlDbType.TimestampTz, ct);

    public Task WriteAsync(DateTimeOffset? value) => value is { } known ? WriteAsync(known) : import.WriteNullAsync(ct);

    /// <param name="utf8">JSON, in UTF-8.</param>
    public Task WriteJsonAsync(byte[] utf8) => import.WriteAsync(utf8, NpgsqlDbType.Jsonb, ct);
}
