using System.Text.Json;
using Cms.Content.Access;
using Cms.Content.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Import.Queue;

/// <summary>An import that this node has taken. Another attempt, by whichever node, makes all that this one still writes about itself void.</summary>
internal sealed class TakenImport(NpgsqlDataSource dataSource, Guid id, int attempt, ImportOrder order, Actor by)
{
    // Reports are for those who sent the import in; nobody reads the hundredth before.
    private const int MostKept = 100;

    public Guid Id => id;

    public int Attempt => attempt;

    public ImportOrder Order => order;

    public Actor By => by;

    /// <summary>Takes the oldest that waits, or that was begun by a node that is no more. Only for whoever holds the lock of workers.</summary>
    public static async Task<TakenImport?> NextAsync(NpgsqlDataSource dataSource, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             update {ImportTables.Imports} set status = '{nameof(QueuedImportStatus.Running)}', started_at = coalesce(started_at, $1), attempts = attempts + 1
             where id = (select id from {ImportTables.Imports} where {IsToDo} order by created_at, id limit 1)
             returning id, attempts, request, by, key_id, address
             """);
        command.Parameters.Add(new() { Value = now });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return !await reader.ReadAsync(ct) ? null : new(
            dataSource,
            reader.GetGuid(0),
            reader.GetInt32(1),
            JsonSerializer.Deserialize<ImportOrder>(reader.GetString(2), DocumentJson.Options)!,
            new Actor(reader.GetString(3), reader.IsDBNull(4) ? null : reader.GetGuid(4), reader.IsDBNull(5) ? null : reader.GetString(5)));
    }

    /// <summary>Whether there is anything to take.</summary>
    public static async Task<bool> IsAnyAsync(NpgsqlDataSource dataSource, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select exists (select from {ImportTables.Imports} where {IsToDo})");
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Writes what was sent as one file into a stream.</summary>
    public async Task CopyToAsync(int file, Stream target, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select bytes from {ImportTables.Parts} where import_id = $1 and file = $2 order by part");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = file });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            await target.WriteAsync(reader.GetFieldValue<byte[]>(0), ct);
        }
    }

    public async Task NoteProgressAsync(ImportProgress progress, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"update {ImportTables.Imports} set done = $3, total = $4 where id = $1 and attempts = $2 and {IsToDo}");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = attempt });
        command.Parameters.Add(new() { Value = progress.Done });
        command.Parameters.Add(new() { Value = progress.Total });
        await command.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Writes down how it ended, and lets go of what was sent.</summary>
    /// <param name="files">What became of each file.</param>
    public async Task EndAsync(ImportFailure? failure, IReadOnlyList<ReportedFile> files, DateTimeOffset now, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (!await SetEndAsync(transaction, failure, files, now, ct))
        {
            return;
        }

        await TableCopy.WriteAsync(
            connection,
            ImportTables.Files,
            "import_id, position, post_id, entry",
            files.Index().ToList(),
            (row, file) =>
            {
                row.Write(id);
                row.Write(file.Index);
                row.Write(file.Item.Post?.Id);
                row.WriteJson(JsonSerializer.SerializeToUtf8Bytes(file.Item, ReportedFile.Json));
            },
            ct);

        // A post may have been purged while the import went on, or since.
        await using var tidy = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new($"delete from {ImportTables.Files} f where import_id = $1 and post_id is not null and not exists (select from {ContentTables.Posts} p where p.id = f.post_id)")
                {
                    Parameters = { new() { Value = order.DryRun ? Guid.Empty : id } },
                },
                new($"delete from {ImportTables.Parts} where import_id = $1") { Parameters = { new() { Value = id } } },
                new(
                    $"""
                     with old as (
                       delete from {ImportTables.Imports} where id in (select id from {ImportTables.Imports} where ended_at is not null order by created_at desc, id desc offset {MostKept})
                       returning id)
                     delete from {ImportTables.Files} where import_id in (select id from old)
                     """),
            },
        };
        await tidy.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private const string IsToDo = $"status in ('{nameof(QueuedImportStatus.Queued)}', '{nameof(QueuedImportStatus.Running)}')";

    private async Task<bool> SetEndAsync(NpgsqlTransaction transaction, ImportFailure? failure, IReadOnlyList<ReportedFile> files, DateTimeOffset now, CancellationToken ct)
    {
        // The names of what was sent go with its bytes: they may quote a post that is purged later.
        await using var command = new NpgsqlCommand(
            $"""
             update {ImportTables.Imports} set status = $3, ended_at = $4, error_code = $5, error_message = $6, counts = $7,
               done = coalesce($8, done, 0), total = coalesce($8, total, 0), request = jsonb_set(request, array['files'], '[]')
             where id = $1 and attempts = $2 and {IsToDo}
             """,
            transaction.Connection,
            transaction);
        var counts = files.CountBy(file => file.Status).ToDictionary(count => count.Key, count => count.Value);
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = attempt });
        command.Parameters.Add(new() { Value = (failure is null ? QueuedImportStatus.Succeeded : QueuedImportStatus.Failed).ToString() });
        command.Parameters.Add(new() { Value = now });
        command.Parameters.Add(new() { Value = (object?)failure?.Code ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)failure?.Message ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(counts, DocumentJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        command.Parameters.Add(new() { Value = failure is null ? files.Count : DBNull.Value, NpgsqlDbType = NpgsqlDbType.Integer });
        return await command.ExecuteNonQueryAsync(ct) > 0;
    }
}
