using Npgsql;

namespace Cms.Content.Storage;

/// <summary>Writes rows by COPY, the fastest way into a table. Defaults apply to columns that are not named; a row that breaks a rule of the table fails all.</summary>
/// <remarks>The rows are made here, in PostgreSQL's own form: a call of the driver for each of their values costs more than the values do.</remarks>
internal static class TableCopy
{
    // Large enough that a write's own cost does not show, small enough for the pool's ordinary arrays.
    private const int BytesInWrite = 256 * 1024;

    /// <param name="rows">Gone through once, while they are written: as a list, the many of a batch would be an object that only a whole collection removes.</param>
    /// <param name="columns">Comma-separated, in the order in which <paramref name="write"/> writes them.</param>
    public static async Task WriteAsync<T>(
        NpgsqlConnection connection, string table, string columns, IEnumerable<T> rows, Action<RowWriter, T> write, CancellationToken ct)
    {
        using var next = rows.GetEnumerator();
        if (!next.MoveNext())
        {
            return;
        }

        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} ({columns}) from stdin (format binary)", ct);
        using var writer = new RowWriter(columns.Count(letter => letter == ',') + 1);
        writer.Begin();
        do
        {
            writer.BeginRow();
            write(writer, next.Current);
            if (writer.Written.Length >= BytesInWrite)
            {
                await copy.WriteAsync(writer.Written, ct);
                writer.Clear();
            }
        }
        while (next.MoveNext());

        writer.End();
        await copy.WriteAsync(writer.Written, ct);
    }
}
