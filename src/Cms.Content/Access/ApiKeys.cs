using System.Security.Cryptography;
using Npgsql;

namespace Cms.Content.Access;

/// <summary>Makes, finds and revokes keys.</summary>
public sealed class ApiKeys(NpgsqlDataSource dataSource, TimeProvider clock)
{
    private const string Columns = "id, name, scopes, created_at, expires_at, last_used_at, hash";

    public async Task<CreatedApiKey> CreateAsync(string name, IReadOnlyList<string> scopes, DateTimeOffset? expiresAt, CancellationToken ct)
    {
        var text = KeyText.Create();
        var now = clock.GetUtcNow();
        var key = new ApiKey(Guid.CreateVersion7(now), name, scopes, now, expiresAt, LastUsedAt: null);
        await using var command = dataSource.CreateCommand(
            $"insert into {AccessTables.ApiKeys} (id, name, hash, scopes, created_at, expires_at) values ($1, $2, $3, $4, $5, $6)");
        command.Parameters.Add(new() { Value = key.Id });
        command.Parameters.Add(new() { Value = key.Name });
        command.Parameters.Add(new() { Value = KeyText.Hash(text) });
        command.Parameters.Add(new() { Value = key.Scopes.ToArray() });
        command.Parameters.Add(new() { Value = key.CreatedAt });
        command.Parameters.Add(new() { Value = (object?)key.ExpiresAt ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(ct);
        return new CreatedApiKey(key, text);
    }

    /// <summary>The key with this text; null when there is none that counts.</summary>
    public async Task<ApiKey?> FindAsync(string text, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is < KeyText.MinimumLength or > KeyText.MaximumLength)
        {
            return null;
        }

        var hash = KeyText.Hash(text);
        await using var command = dataSource.CreateCommand($"select {Columns} from {AccessTables.ApiKeys} where hash = $1");
        command.Parameters.Add(new() { Value = hash });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) && CryptographicOperations.FixedTimeEquals(reader.GetFieldValue<byte[]>(6), hash) ? Read(reader) : null;
    }

    private static ApiKey Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.GetString(1),
        row.GetFieldValue<string[]>(2),
        row.GetFieldValue<DateTimeOffset>(3),
        row.IsDBNull(4) ? null : row.GetFieldValue<DateTimeOffset>(4),
        row.IsDBNull(5) ? null : row.GetFieldValue<DateTimeOffset>(5));
}
