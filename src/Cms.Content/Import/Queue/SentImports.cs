using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Cms.Content.Access;
using Cms.Content.Import.Trees;
using Cms.Content.Paging;
using Cms.Content.Posts;
using Cms.Content.Storage;
using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Import.Queue;

/// <summary>Takes uploads in, keeps them until they are imported, and tells how far each is.</summary>
public sealed class SentImports
{
    private const int PartLength = 1024 * 1024;

    private const string Columns = "id, status, created_at, started_at, ended_at, by, request, done, total, error_code, error_message, counts";

    // Any constant does; all nodes have to agree on it.
    private const long QueueLock = 0x436d73496d703031;

    private readonly NpgsqlDataSource dataSource;
    private readonly Cursors cursors;
    private readonly TimeProvider clock;

    internal SentImports(NpgsqlDataSource dataSource, Cursors cursors, TimeProvider clock)
    {
        this.dataSource = dataSource;
        this.cursors = cursors;
        this.clock = clock;
    }

    /// <summary>Called when this node has taken in an upload.</summary>
    public event EventHandler? Added;

    /// <summary>Whether a file begins as an archive does.</summary>
    /// <param name="start">Its first <see cref="MarkLength"/> bytes, or all of them.</param>
    public static bool IsArchive(ReadOnlySpan<byte> start) => Archives.IsArchive(start);

    /// <summary>How many bytes it takes to know an archive.</summary>
    public static int MarkLength => Archives.MarkLength;

    /// <summary>What a source is called that came as a file of that name.</summary>
    public static string SourceNameOf(string file) => Archives.NameOf(file[(file.LastIndexOf('/') + 1)..]);

    /// <summary>Keeps an upload, and answers as <paramref name="answer"/> says; a repeated request is answered as the first was.</summary>
    /// <param name="maximum">How many may wait.</param>
    /// <exception cref="ContentException"><see cref="ContentError.ImportQueueFull"/> or <see cref="ContentError.IdempotencyKeyReused"/>.</exception>
    public async Task<KeptAnswer> AddAsync(
        ImportOrder order,
        IReadOnlyList<UploadedFile> files,
        Actor by,
        IdempotentRequest? request,
        int maximum,
        Func<QueuedImport, KeptAnswer> answer,
        CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(by);
        ArgumentNullException.ThrowIfNull(answer);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var now = clock.GetUtcNow();
        if (request is not null && await IdempotentRequests.BeginAsync(transaction, request, now, ct) is { } known)
        {
            return known;
        }

        var given = answer(await KeepAsync(transaction, order, files, by, maximum, now, ct));
        if (request is not null)
        {
            await IdempotentRequests.KeepAsync(transaction, request, given, ct);
        }

        await transaction.CommitAsync(ct);
        Added?.Invoke(this, EventArgs.Empty);
        return given;
    }

    /// <summary>Keeps an upload that nobody sends again.</summary>
    /// <param name="maximum">How many may wait.</param>
    /// <exception cref="ContentException"><see cref="ContentError.ImportQueueFull"/>.</exception>
    public async Task<QueuedImport> AddAsync(ImportOrder order, IReadOnlyList<UploadedFile> files, Actor by, int maximum, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(files);
        ArgumentNullException.ThrowIfNull(by);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        var import = await KeepAsync(transaction, order, files, by, maximum, clock.GetUtcNow(), ct);
        await transaction.CommitAsync(ct);
        Added?.Invoke(this, EventArgs.Empty);
        return import;
    }

    /// <exception cref="ContentException"><see cref="ContentError.ImportNotFound"/>.</exception>
    public async Task<QueuedImport> FindAsync(Guid id, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from {ImportTables.Imports} where id = $1");
        command.Parameters.Add(new() { Value = id });
        return await ReadAsync(command, ct) is [var import] ? import : throw new ContentException(new ContentError.ImportNotFound(id.ToString()));
    }

    /// <summary>The newest first.</summary>
    /// <param name="after">A cursor of a page before.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<QueuedImport>> ListAsync(int limit, string? after, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), "imports");
        await using var command = dataSource.CreateCommand();
        command.Parameters.Add(new() { Value = limit + 1 });
        var beyond = "";
        if (after is not null)
        {
            var place = list.Read(after);
            command.Parameters.Add(new() { Value = new DateTimeOffset(long.Parse(place[0], CultureInfo.InvariantCulture), TimeSpan.Zero) });
            command.Parameters.Add(new() { Value = Guid.Parse(place[1]) });
            beyond = "where (created_at, id) < ($2, $3)";
        }

        command.CommandText = $"select {Columns} from {ImportTables.Imports} {beyond} order by created_at desc, id desc limit $1";
        return ForwardPage<QueuedImport>.Of(
            await ReadAsync(command, ct), limit, import => list.Write(import.CreatedAt.UtcTicks.ToString(CultureInfo.InvariantCulture), import.Id.ToString()));
    }

    /// <summary>What became of each file, as JSON: <see cref="ReportedFile"/>. Files whose posts were purged since are left out.</summary>
    public async IAsyncEnumerable<string> FilesAsync(Guid id, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select entry from {ImportTables.Files} where import_id = $1 order by position");
        command.Parameters.Add(new() { Value = id });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return reader.GetString(0);
        }
    }

    /// <summary>A page of what became of its files, in their order. Files whose posts were purged since are left out.</summary>
    /// <param name="after">A cursor of a page before.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<ReportedFile>> ListFilesAsync(Guid id, int limit, string? after, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), $"files of import {id}");
        await using var command = dataSource.CreateCommand($"select position, entry from {ImportTables.Files} where import_id = $1 and position > $2 order by position limit $3");
        command.Parameters.Add(new() { Value = id });
        command.Parameters.Add(new() { Value = after is null ? -1 : int.Parse(list.Read(after)[0], CultureInfo.InvariantCulture) });
        command.Parameters.Add(new() { Value = limit + 1 });
        List<(int Position, ReportedFile File)> files = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            files.Add((reader.GetInt32(0), JsonSerializer.Deserialize<ReportedFile>(reader.GetString(1), ReportedFile.Json)!));
        }

        var page = ForwardPage<(int Position, ReportedFile File)>.Of(files, limit, file => list.Write(file.Position.ToString(CultureInfo.InvariantCulture)));
        return new([.. page.Items.Select(item => item.File)], page.Cursors, page.HasNext);
    }

    private static async Task<QueuedImport> KeepAsync(
        NpgsqlTransaction transaction, ImportOrder order, IReadOnlyList<UploadedFile> files, Actor by, int maximum, DateTimeOffset now, CancellationToken ct)
    {
        await CheckPlaceAsync(transaction, maximum, ct);
        var import = new QueuedImport(
            Guid.CreateVersion7(now), QueuedImportStatus.Queued, now, StartedAt: null, EndedAt: null, by.Name, order, Done: null, Total: null, Error: null, Counts: null);
        await InsertAsync(transaction, import, by, ct);
        await WritePartsAsync(transaction.Connection!, import.Id, files, ct);
        await Audit.RecordAsync(transaction, by, [new AuditEntry("created", "import", import.Id.ToString())], ct);
        return import;
    }

    private static async Task CheckPlaceAsync(NpgsqlTransaction transaction, int maximum, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = QueueLock } } },
                new($"select count(*) from {ImportTables.Imports} where status = '{nameof(QueuedImportStatus.Queued)}'"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(ct);
        await reader.NextResultAsync(ct);
        await reader.ReadAsync(ct);
        if (reader.GetInt64(0) >= maximum)
        {
            throw new ContentException(new ContentError.ImportQueueFull(maximum));
        }
    }

    private static async Task InsertAsync(NpgsqlTransaction transaction, QueuedImport import, Actor by, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"insert into {ImportTables.Imports} (id, status, created_at, by, key_id, address, request, attempts) values ($1, $2, $3, $4, $5, $6, $7, 0)",
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = import.Id });
        command.Parameters.Add(new() { Value = import.Status.ToString() });
        command.Parameters.Add(new() { Value = import.CreatedAt });
        command.Parameters.Add(new() { Value = by.Name });
        command.Parameters.Add(new() { Value = (object?)by.KeyId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Uuid });
        command.Parameters.Add(new() { Value = (object?)by.Address ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = JsonSerializer.Serialize(import.Order, DocumentJson.Options), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task WritePartsAsync(NpgsqlConnection connection, Guid id, IReadOnlyList<UploadedFile> files, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy {ImportTables.Parts} (import_id, file, part, bytes) from stdin (format binary)", ct);
        var buffer = new byte[PartLength];
        foreach (var (number, file) in files.Index())
        {
            file.Content.Position = file.Offset;
            for (var (left, part) = (file.Length, 0); left > 0 || part == 0; part++)
            {
                var length = (int)Math.Min(left, PartLength);
                await file.Content.ReadExactlyAsync(buffer.AsMemory(0, length), ct);
                await copy.StartRowAsync(ct);
                await copy.WriteAsync(id, NpgsqlDbType.Uuid, ct);
                await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(part, NpgsqlDbType.Integer, ct);
                await copy.WriteAsync(buffer.AsMemory(0, length), NpgsqlDbType.Bytea, ct);
                left -= length;
            }
        }

        await copy.CompleteAsync(ct);
    }

    private static async Task<List<QueuedImport>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<QueuedImport> imports = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            imports.Add(new(
                reader.GetGuid(0),
                Enum.Parse<QueuedImportStatus>(reader.GetString(1)),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3),
                reader.IsDBNull(4) ? null : reader.GetFieldValue<DateTimeOffset>(4),
                reader.GetString(5),
                JsonSerializer.Deserialize<ImportOrder>(reader.GetString(6), DocumentJson.Options)!,
                reader.IsDBNull(7) ? null : reader.GetInt32(7),
                reader.IsDBNull(8) ? null : reader.GetInt32(8),
                reader.IsDBNull(9) ? null : new ImportFailure(reader.GetString(9), reader.GetString(10)),
                reader.IsDBNull(11) ? null : JsonSerializer.Deserialize<Dictionary<ImportedFileStatus, int>>(reader.GetString(11), DocumentJson.Options)));
        }

        return imports;
    }
}
