using System.Security.Cryptography;
using Cms.Content.Posts;
using Npgsql;

namespace Cms.Content.Access;

/// <summary>Makes, finds, lists and revokes keys.</summary>
public sealed class ApiKeys(NpgsqlDataSource dataSource, TimeProvider clock)
{
    /// <summary>The most keys that are listed; whoever has more has another problem.</summary>
    public const int MaximumListed = 1000;

    /// <summary>Where the nodes hear that a key has changed.</summary>
    public const string Channel = "cms_keys";

    // The key of the setting is always the same one, whatever its text.
    private static readonly Guid ConfiguredId = new("00000000-0000-7000-8000-000000000001");

    private const string Columns = "id, name, scopes, created_at, expires_at, last_used_at, hash";

    // Any constant does; all nodes have to agree on it.
    private const long FirstKeyLock = 0x436d734b65797331;

    private readonly KeyCache cache = new(clock);

    public Task<CreatedApiKey> CreateAsync(NewApiKey wanted, Actor actor, CancellationToken ct) => CreateAsync(wanted, actor, request: null, ct);

    /// <param name="request">The request that it is made for, when its sender may repeat it; null for any other.</param>
    /// <exception cref="ContentException"><see cref="ContentError.SecretAlreadyShown"/>: it was repeated. <see cref="ContentError.IdempotencyKeyReused"/>.</exception>
    public async Task<CreatedApiKey> CreateAsync(NewApiKey wanted, Actor actor, IdempotentRequest? request, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (request is not null)
        {
            await BeginOnceAsync(transaction, request, ct);
        }

        var created = await InsertAsync(transaction, wanted, actor, ct);
        await transaction.CommitAsync(ct);
        return created;
    }

    /// <summary>Makes the first key of all; null when there is one, or ever was.</summary>
    /// <param name="keepAsync">Brings the key to its holder; when it fails, no key was made.</param>
    public async Task<CreatedApiKey?> CreateFirstAsync(NewApiKey wanted, Func<CreatedApiKey, Task> keepAsync, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(keepAsync);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var check = new NpgsqlBatch(connection, transaction)
        {
            BatchCommands =
            {
                new("select pg_advisory_xact_lock($1)") { Parameters = { new() { Value = FirstKeyLock } } },
                new($"select exists (select from {AccessTables.ApiKeys}) or exists (select from {AccessTables.Audit} where kind = 'key' and action = 'created')"),
            },
        };
        await using (var reader = await check.ExecuteReaderAsync(ct))
        {
            await reader.NextResultAsync(ct);
            await reader.ReadAsync(ct);
            if (reader.GetBoolean(0))
            {
                return null;
            }
        }

        var created = await InsertAsync(transaction, wanted, Actor.Program, ct);
        await keepAsync(created);
        await transaction.CommitAsync(ct);
        return created;
    }

    /// <summary>Makes the key of the settings count, in the place of the one that they named before.</summary>
    public async Task ConfigureAsync(string text, NewApiKey wanted, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(wanted);
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(
            $"""
             insert into {AccessTables.ApiKeys} as known (id, name, hash, scopes, created_at) values ($1, $2, $3, $4, $5)
             on conflict (id) do update set hash = excluded.hash, scopes = excluded.scopes, created_at = excluded.created_at, last_used_at = null
             where known.hash <> excluded.hash
             """,
            connection,
            transaction);
        command.Parameters.Add(new() { Value = ConfiguredId });
        command.Parameters.Add(new() { Value = wanted.Name });
        command.Parameters.Add(new() { Value = KeyText.Hash(text) });
        command.Parameters.Add(new() { Value = wanted.Scopes.ToArray() });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        if (await command.ExecuteNonQueryAsync(ct) > 0)
        {
            await NotifyAsync(transaction, ct);
            await Audit.RecordAsync(transaction, Actor.Program, [Entry("configured", ConfiguredId, wanted.Name, wanted.Scopes)], ct);
            await transaction.CommitAsync(ct);
            cache.Clear();
        }
    }

    /// <summary>The oldest first, at most <see cref="MaximumListed"/>.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from {AccessTables.ApiKeys} order by created_at, id limit {MaximumListed}");
        List<ApiKey> keys = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            keys.Add(Read(reader));
        }

        return keys;
    }

    /// <exception cref="ContentException"><see cref="ContentError.KeyNotFound"/>.</exception>
    public async Task RevokeAsync(Guid id, Actor actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand($"delete from {AccessTables.ApiKeys} where id = $1 returning name, scopes", connection, transaction);
        command.Parameters.Add(new() { Value = id });
        AuditEntry revoked;
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            revoked = await reader.ReadAsync(ct)
                ? Entry("revoked", id, reader.GetString(0), reader.GetFieldValue<string[]>(1))
                : throw new ContentException(new ContentError.KeyNotFound(id.ToString()));
        }

        await NotifyAsync(transaction, ct);
        await Audit.RecordAsync(transaction, actor, [revoked], ct);
        await transaction.CommitAsync(ct);
        cache.Clear();
    }

    /// <summary>The key with this text; null when there is none that counts.</summary>
    public async ValueTask<ApiKey?> FindAsync(string text, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is < KeyText.MinimumLength or > KeyText.MaximumLength)
        {
            return null;
        }

        var hash = KeyText.Hash(text);
        var name = Convert.ToHexString(hash);
        if (cache.Find(name) is not { } key)
        {
            var (revocations, since) = (cache.Revocations, clock.GetTimestamp());
            key = await LoadAsync(hash, ct);
            if (key is null)
            {
                cache.Forget(name);
                return null;
            }

            cache.Keep(name, key, revocations, since);
        }

        return key.ExpiresAt <= clock.GetUtcNow() ? null : key;
    }

    /// <summary>Whether a key with this text counted lately on this node; tells guesses from keys without asking the database.</summary>
    public bool KnewLately(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length <= KeyText.MaximumLength && cache.Knows(Convert.ToHexString(KeyText.Hash(text)));
    }

    /// <summary>Looks up each key anew: one was revoked elsewhere.</summary>
    public void Forget() => cache.Clear();

    /// <summary>Writes down when keys were last used.</summary>
    public async Task NoteUsesAsync(IReadOnlyDictionary<Guid, DateTimeOffset> uses, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(uses);
        await using var command = dataSource.CreateCommand(
            $"""
             update {AccessTables.ApiKeys} key set last_used_at = used.at
             from unnest($1, $2) as used (id, at)
             where key.id = used.id and (key.last_used_at is null or key.last_used_at < used.at)
             """);
        command.Parameters.Add(new() { Value = uses.Keys.ToArray() });
        command.Parameters.Add(new() { Value = uses.Values.ToArray() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private async Task<CreatedApiKey> InsertAsync(NpgsqlTransaction transaction, NewApiKey wanted, Actor actor, CancellationToken ct)
    {
        var text = KeyText.Create();
        var now = clock.GetUtcNow();
        var key = new ApiKey(Guid.CreateVersion7(now), wanted.Name, wanted.Scopes, now, wanted.ExpiresAt?.ToUniversalTime(), LastUsedAt: null);
        await using var command = new NpgsqlCommand(
            $"insert into {AccessTables.ApiKeys} (id, name, hash, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)", transaction.Connection, transaction);
        command.Parameters.Add(new() { Value = key.Id });
        command.Parameters.Add(new() { Value = key.Name });
        command.Parameters.Add(new() { Value = KeyText.Hash(text) });
        command.Parameters.Add(new() { Value = key.Scopes.ToArray() });
        command.Parameters.Add(new() { Value = key.CreatedAt });
        command.Parameters.Add(new() { Value = (object?)key.ExpiresAt ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.TimestampTz });
        await command.ExecuteNonQueryAsync(ct);
        await Audit.RecordAsync(transaction, actor, [Entry("created", key.Id, key.Name, key.Scopes)], ct);
        return new CreatedApiKey(key, text);
    }

    // That the request was answered is kept, and not with what: a key is written down nowhere.
    private async Task BeginOnceAsync(NpgsqlTransaction transaction, IdempotentRequest request, CancellationToken ct)
    {
        if (await IdempotentRequests.BeginAsync(transaction, request, clock.GetUtcNow(), ct) is not null)
        {
            throw new ContentException(new ContentError.SecretAlreadyShown());
        }

        await IdempotentRequests.KeepAsync(transaction, request, new KeptAnswer(0, "", []), ct);
    }

    private async Task<ApiKey?> LoadAsync(byte[] hash, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"select {Columns} from {AccessTables.ApiKeys} where hash = $1");
        command.Parameters.Add(new() { Value = hash });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && CryptographicOperations.FixedTimeEquals(reader.GetFieldValue<byte[]>(6), hash) ? Read(reader) : null;
    }

    private static async Task NotifyAsync(NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand($"select pg_notify('{Channel}', '')", transaction.Connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static AuditEntry Entry(string action, Guid id, string name, IReadOnlyList<string> scopes) => new(action, "key", id.ToString())
    {
        Details = new Dictionary<string, object?>(StringComparer.Ordinal) { ["name"] = name, ["scopes"] = scopes },
    };

    private static ApiKey Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetFieldValue<string[]>(2),
        row.GetFieldValue<DateTimeOffset>(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5));
}
