using System.Runtime.CompilerServices;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Delivery;

/// <summary>Where all published posts are, in parts of a size, for who lists the whole store. Parts go by id: a new post changes one of them.</summary>
public sealed class PublishedAddresses(NpgsqlDataSource dataSource)
{
    /// <summary>When each part last changed, as its posts say; none where nothing is published. Reads an entry of each post, and keeps none.</summary>
    public async Task<IReadOnlyList<DateTimeOffset>> PartsAsync(int size, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"""
             select max(p.modified_at) from (
               select x.modified_at, (row_number() over (order by x.id) - 1) / $1 as part from {ContentTables.PublishedPosts} x) p
             group by p.part order by p.part
             """);
        command.Parameters.Add(new() { Value = size });
        List<DateTimeOffset> parts = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            parts.Add(reader.GetFieldValue<DateTimeOffset>(0));
        }

        return parts;
    }

    /// <summary>One part, counted from 0, read while it is walked through. Nothing where there are fewer.</summary>
    public async IAsyncEnumerable<PublishedAddress> ReadAsync(int part, int size, [EnumeratorCancellation] CancellationToken ct)
    {
        // The beginning is found on the index alone; from there on the posts come in its order.
        await using var command = dataSource.CreateCommand(
            $"""
             select p.path, p.modified_at, p.language, {DeliveredPostReader.Translations} from {ContentTables.PublishedPosts} p
             where p.id >= (select x.id from {ContentTables.PublishedPosts} x order by x.id offset $1 limit 1)
             order by p.id limit $2
             """);
        command.Parameters.Add(new() { Value = (long)part * size });
        command.Parameters.Add(new() { Value = size });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            yield return new PublishedAddress(
                reader.GetString(0),
                reader.GetFieldValue<DateTimeOffset>(1),
                reader.IsDBNull(2) ? null : reader.GetString(2),
                reader.IsDBNull(3) ? [] : Translation.ReadAll(reader.GetString(3)));
        }
    }
}

/// <summary>A published post, as far as its address goes.</summary>
/// <param name="Path">The permalink, percent-decoded.</param>
public sealed record PublishedAddress(string Path, DateTimeOffset ModifiedAt, string? Language, IReadOnlyList<Translation> Translations);
