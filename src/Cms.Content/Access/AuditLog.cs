using System.Globalization;
using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Paging;
using Npgsql;

namespace Cms.Content.Access;

/// <summary>Reads what was written down, the newest first.</summary>
public sealed class AuditLog
{
    public const int MaximumLimit = 1000;

    private readonly NpgsqlDataSource dataSource;
    private readonly Cursors cursors;

    internal AuditLog(NpgsqlDataSource dataSource, Cursors cursors)
    {
        this.dataSource = dataSource;
        this.cursors = cursors;
    }

    /// <param name="after">A cursor of a page of the same filter.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<AuditRow>> ListAsync(AuditFilter filter, int limit, string? after, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var list = new CursorScope(await cursors.SignerAsync(ct), $"audit {JsonSerializer.Serialize(filter)}");
        await using var command = dataSource.CreateCommand();
        List<string> which = ["true"];
        Add("by =", filter.By);
        Add("action =", filter.Action);
        Add("kind =", filter.Kind);
        Add("subject =", filter.Subject);
        Add("at >=", filter.Since?.ToUniversalTime());
        Add("at <", filter.Until?.ToUniversalTime());
        if (after is not null)
        {
            var place = list.Read(after);
            var at = new DateTimeOffset(long.Parse(place[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
            which.Add($"(at, id) < ({PostSql.Parameter(command.Parameters, at)}, {PostSql.Parameter(command.Parameters, Guid.Parse(place[1]))})");
        }

        command.CommandText =
            $"select id, at, by, action, kind, subject, address, details from {AccessTables.Audit} where {string.Join(" and ", which)} order by at desc, id desc limit {PostSql.Parameter(command.Parameters, limit + 1)}";
        return ForwardPage<AuditRow>.Of(
            await ReadAsync(command, ct), limit, row => list.Write(row.At.UtcTicks.ToString(CultureInfo.InvariantCulture), row.Id.ToString()));

        void Add(string condition, object? value)
        {
            if (value is not null)
            {
                which.Add($"{condition} {PostSql.Parameter(command.Parameters, value)}");
            }
        }
    }

    /// <summary>Removes rows from before a moment. That keys were made stays: it is how a store knows that it had one.</summary>
    public async Task ForgetAsync(DateTimeOffset before, CancellationToken ct)
    {
        // In parts, so that nobody who writes rows waits for long.
        const int RowsAtOnce = 10_000;
        int removed;
        do
        {
            await using var command = dataSource.CreateCommand(
                $"""
                 delete from {AccessTables.Audit}
                 where id = any(array(select id from {AccessTables.Audit} where at < $1 and not (kind = 'key' and action = 'created') limit {RowsAtOnce}))
                 """);
            command.Parameters.Add(new() { Value = before.ToUniversalTime() });
            removed = await command.ExecuteNonQueryAsync(ct);
        }
        while (removed == RowsAtOnce);
    }

    private static async Task<List<AuditRow>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<AuditRow> rows = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            rows.Add(new AuditRow(
                reader.GetGuid(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.GetString(2),
                reader.GetString(3),
                reader.GetString(4),
                reader.IsDBNull(5) ? null : reader.GetString(5),
                reader.IsDBNull(6) ? null : reader.GetString(6),
                reader.GetString(7)));
        }

        return rows;
    }
}
