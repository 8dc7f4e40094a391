using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>A request that its sender may repeat.</summary>
/// <param name="Caller">Whose key it is: two callers may choose the same.</param>
/// <param name="Fingerprint">SHA-256 of all that makes it this request.</param>
public sealed record IdempotentRequest(string Caller, string Key, byte[] Fingerprint);

/// <summary>What a request was answered.</summary>
/// <param name="PostId">The post that the answer speaks of, so that it goes when the post is purged; null for none.</param>
public sealed record KeptAnswer(int Status, string ContentType, byte[] Body, Guid? PostId = null, string? Location = null, string? ETag = null);

/// <summary>Keeps for a day what requests with a key were answered.</summary>
internal static class IdempotentRequests
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    /// <summary>Takes the key, or waits for the request that has it and returns what that was answered. Null when this request has the key now.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.IdempotencyKeyReused"/>.</exception>
    public static async Task<KeptAnswer?> BeginAsync(NpgsqlTransaction transaction, IdempotentRequest request, DateTimeOffset now, CancellationToken ct)
    {
        await using var begin = new NpgsqlCommand(
            $"""
             insert into {ContentTables.IdempotentRequests} as known (caller, key, fingerprint, created_at) values ($1, $2, $3, $4)
             on conflict (caller, key) do update
               set fingerprint = excluded.fingerprint, created_at = excluded.created_at, status = null where known.created_at <= $5
             returning true
             """,
            transaction.Connection,
            transaction);
        begin.Parameters.Add(new() { Value = request.Caller });
        begin.Parameters.Add(new() { Value = request.Key });
        begin.Parameters.Add(new() { Value = request.Fingerprint });
        begin.Parameters.Add(new() { Value = now.ToUniversalTime() });
        begin.Parameters.Add(new() { Value = (now - Kept).ToUniversalTime() });
        return await begin.ExecuteScalarAsync(ct) is not null ? null : await ReadAsync(transaction, request, ct);
    }

    public static async Task KeepAsync(NpgsqlTransaction transaction, IdempotentRequest request, KeptAnswer answer, CancellationToken ct)
    {
        await using var keep = new NpgsqlCommand(
            $"""
             update {ContentTables.IdempotentRequests} set status = $3, content_type = $4, body = $5, post_id = $6, location = $7, etag = $8
             where caller = $1 and key = $2
             """,
            transaction.Connection,
            transaction);
        keep.Parameters.Add(new() { Value = request.Caller });
        keep.Parameters.Add(new() { Value = request.Key });
        keep.Parameters.Add(new() { Value = answer.Status });
        keep.Parameters.Add(new() { Value = answer.ContentType });
        keep.Parameters.Add(new() { Value = answer.Body });
        keep.Parameters.Add(new() { Value = (object?)answer.PostId ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
        keep.Parameters.Add(new() { Value = (object?)answer.Location ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        keep.Parameters.Add(new() { Value = (object?)answer.ETag ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        await keep.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Forgets what nobody repeats any more.</summary>
    public static async Task ForgetOldAsync(NpgsqlDataSource dataSource, DateTimeOffset now, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"delete from {ContentTables.IdempotentRequests} where created_at <= $1");
        command.Parameters.Add(new() { Value = (now - Kept).ToUniversalTime() });
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<KeptAnswer> ReadAsync(NpgsqlTransaction transaction, IdempotentRequest request, CancellationToken ct)
    {
        await using var read = new NpgsqlCommand(
            $"select fingerprint, status, content_type, body, post_id, location, etag from {ContentTables.IdempotentRequests} where caller = $1 and key = $2",
            transaction.Connection,
            transaction);
        read.Parameters.Add(new() { Value = request.Caller });
        read.Parameters.Add(new() { Value = request.Key });
        await using var reader = await read.ExecuteReaderAsync(ct);
        if (!await reader.ReadAsync(ct) || !reader.GetFieldValue<byte[]>(0).AsSpan().SequenceEqual(request.Fingerprint))
        {
            throw new ContentException(new ContentError.IdempotencyKeyReused(request.Key));
        }

        return new KeptAnswer(
            reader.GetInt32(1),
            reader.GetString(2),
            reader.GetFieldValue<byte[]>(3),
            reader.IsDBNull(4) ? null : reader.GetGuid(4),
            reader.IsDBNull(5) ? null : reader.GetString(5),
            reader.IsDBNull(6) ? null : reader.GetString(6));
    }
}
