using Npgsql;

namespace Cms.Content.Storage;

/// <summary>Writes rows by COPY, the fastest way into a table. Defaults apply to columns that are not named; a row that breaks a rule of the table fails all.</summary>
/// <remarks>The rows are made here, in PostgreSQL's own form: a call of the driver for each of their values costs more than the values do.</remarks>
internal static class TableCopy
{
    // Large enough that a write's own cost does not show, small enough for the pool's ordinary arrays.
    private const int BytesInWrite = 256 * 1024;

    /// <param name="columns">Comma-separated, in the order in which <paramref name="write"/> writes them.</param>
    public static async Task WriteAsync<T>(
        NpgsqlConnection connection, string table, string columns, IReadOnlyCollection<T> rows, Action<RowWriter, T> write, CancellationToken ct)
    {
        if (rows.Count == 0)
        {
            return;
        }

        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} ({columns}) from stdin (format binary)", ct);
        using var writer = new RowWriter(columns.Count(letter => letter == ',') + 1);
        writer.Begin();
        foreach (var row in rows)
        {
            writer.BeginRow();
            write(writer, row);
            if (writer.Written.Length >= BytesInWrite)
            {
                await copy.WriteAsync(writer.Written, ct);
                writer.Clear();
            }
        }

        writer.End();
        await copy.WriteAsync(writer.Written, ct);
    }
}
