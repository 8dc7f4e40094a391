using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Content.Delivery;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Paging;

/// <summary>Signs cursors with the store's secret, so that all nodes take each other's and nobody else makes one.</summary>
internal sealed class Cursors(NpgsqlDataSource dataSource)
{
    private const string Select = $"select secret from {ContentTables.SigningSecrets} order by created_at desc";

    private CursorSigner? signer;

    public async ValueTask<CursorSigner> SignerAsync(CancellationToken ct)
    {
        if (signer is not null)
        {
            return signer;
        }

        await using var command = dataSource.CreateCommand(Select);
        return signer = await ReadAsync(command, ct);
    }

    /// <summary>The same for whoever holds a connection, and would wait for another in vain when all are held by such.</summary>
    public async ValueTask<CursorSigner> SignerAsync(NpgsqlTransaction transaction, CancellationToken ct)
    {
        if (signer is not null)
        {
            return signer;
        }

        await using var command = new NpgsqlCommand(Select, transaction.Connection, transaction);
        return signer = await ReadAsync(command, ct);
    }

    private static async Task<CursorSigner> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<byte[]> secrets = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            secrets.Add(reader.GetFieldValue<byte[]>(0));
        }

        return new CursorSigner(secrets);
    }
}

/// <summary>Writes and reads the text of cursors: a place in one list, whose scope (what is listed and how it is sorted) is signed with it.</summary>
/// <param name="secrets">The first signs, each verifies.</param>
internal sealed class CursorSigner(IReadOnlyList<byte[]> secrets)
{
    private const int SignatureLength = 16;
    private const int MaximumLength = 2048;
    // No text of PostgreSQL's holds it.
    private const char Separator = '\0';

    public string Write(string scope, params ReadOnlySpan<string> place)
    {
        var payload = Encoding.UTF8.GetBytes(string.Join(Separator, place!));
        var cursor = new byte[SignatureLength + payload.Length];
        Sign(secrets[0], scope, payload).AsSpan(0, SignatureLength).CopyTo(cursor);
        payload.CopyTo(cursor, SignatureLength);
        return Base64Url.EncodeToString(cursor);
    }

    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>: cut, changed, or of another scope.</exception>
    public string[] Read(string scope, string cursor) => Find(scope, cursor) ?? throw new ContentException(new ContentError.InvalidCursor());

    /// <summary>The same; null for a cursor that is cut, changed, or of another scope.</summary>
    public string[]? Find(string scope, string cursor)
    {
        if (cursor.Length <= MaximumLength && Base64Url.IsValid(cursor))
        {
            var bytes = Base64Url.DecodeFromChars(cursor);

            // Blanks, padding and bits beyond the last byte are decoded to nothing, and are changes all the same.
            if (bytes.Length > SignatureLength && Base64Url.EncodeToString(bytes) == cursor)
            {
                var payload = bytes[SignatureLength..];
                if (secrets.Any(secret => CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, SignatureLength), Sign(secret, scope, payload).AsSpan(0, SignatureLength))))
                {
                    return Encoding.UTF8.GetString(payload).Split(Separator);
                }
            }
        }

        return null;
    }

    private static byte[] Sign(byte[] secret, string scope, byte[] payload)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, secret);
        hash.AppendData(Encoding.UTF8.GetBytes(scope));
        hash.AppendData([0]);
        hash.AppendData(payload);
        return hash.GetHashAndReset();
    }
}

/// <summary>The cursors of one list.</summary>
internal sealed record CursorScope(CursorSigner Signer, string Scope)
{
    private static readonly JsonSerializerOptions FilterJson = new() { MaxDepth = 4 * PostFilterBounds.MaximumDepth, Converters = { new JsonStringEnumConverter() } };

    /// <summary>What a scope says of a filter: another one is another list. Where there is none, the first question of all need not wait for what makes texts of filters.</summary>
    public static string TextOf<TFilter>(TFilter? filter) => filter is null ? "null" : JsonSerializer.Serialize(filter, FilterJson);

    public string Write(params ReadOnlySpan<string> place) => Signer.Write(Scope, place);

    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>: cut, changed, or of another list.</exception>
    public string[] Read(string cursor) => Signer.Read(Scope, cursor);
}
