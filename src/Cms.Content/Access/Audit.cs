using System.Text.Json;
using Cms.Content.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Access;

/// <summary>Writes down who changed what, in the transaction that changes it: either both are there or neither.</summary>
public static class Audit
{
    // The subject of somebody else's token may be of any length.
    private const int MostOfName = 200;

    /// <summary>Writes down failed sign-ins, or their new number.</summary>
    public static async Task RecordAsync(NpgsqlDataSource dataSource, FailedSignIns failures, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(failures);
        await using var command = dataSource.CreateCommand(
            $$"""
              insert into {{AccessTables.Audit}} (id, at, by, action, kind, address, details)
              values ($1, now(), 'anonymous', 'failed', 'sign-in', $2, jsonb_build_object('count', $3))
              on conflict (id) do update set details = excluded.details
              """);
        command.Parameters.Add(new() { Value = failures.Id });
        command.Parameters.Add(new() { Value = (object?)failures.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = failures.Count });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes down all events that the transaction has written so far, by whatever way, so that no writer can forget to.</summary>
    /// <param name="lastSequenceBefore">Of the log's events, at the transaction's beginning or before: a bound for the search.</param>
    public static async Task RecordEventsAsync(NpgsqlTransaction transaction, Actor actor, long lastSequenceBefore, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(actor);

        // An event is named for what happened to what: post_published; of a term, it says which kind of term that is. A row's id follows the event's number, and so keeps the order of events.
        await using var command = new NpgsqlCommand(
            $$"""
              insert into {{AccessTables.Audit}} (id, at, by, key_id, address, action, kind, subject, details)
              select ('00000000-0000-7000-8000-' || lpad(to_hex(seq_id), 12, '0'))::uuid, now(), $1, $2, $3,
                replace(substr(type, strpos(type, '_') + 1), '_', '-'), case when type like 'term\_%' then lower(data ->> 'taxonomy') else split_part(type, '_', 1) end,
                case when type like 'term\_%' then data ->> 'termId' else stream_id::text end, jsonb_build_object('revision', version + case when type like 'term\_%' then 1 else 0 end)
              from {{ContentTables.Events}}
              where seq_id >= $4 and xmin = pg_current_xact_id()::xid
              """,
            transaction.Connection,
            transaction);
        AddActor(command, actor);
        command.Parameters.Add(new() { Value = lastSequenceBefore });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <param name="transaction">The one that makes the changes; the entries bear the time of its beginning.</param>
    public static async Task RecordAsync(NpgsqlTransaction transaction, Actor actor, IReadOnlyCollection<AuditEntry> entries, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(entries);
        if (entries.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand(
            $"""
             insert into {AccessTables.Audit} (id, at, by, key_id, address, action, kind, subject, details)
             select id, now(), $1, $2, $3, action, kind, subject, details
             from unnest($4, $5, $6, $7, $8) as entry (id, action, kind, subject, details)
             """,
            transaction.Connection,
            transaction);
        AddActor(command, actor);
        command.Parameters.Add(new() { Value = entries.Select(_ => Guid.CreateVersion7()).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Action).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Kind).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Subject).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new()
        {
            Value = entries.Select(entry => JsonSerializer.Serialize(entry.Details, DocumentJson.Options)).ToArray(),
            NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb,
        });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static void AddActor(NpgsqlCommand command, Actor actor)
    {
        command.Parameters.Add(new() { Value = actor.Name.Length > MostOfName ? actor.Name[..MostOfName] : actor.Name });
        command.Parameters.Add(new() { Value = (object?)actor.KeyId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = (object?)actor.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
    }
}
