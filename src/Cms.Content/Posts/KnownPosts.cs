using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Finds what the store knows of imported posts, without reading documents of those that nobody has changed.</summary>
internal static class KnownPosts
{
    // A path without a number at its end is the blog's own, so no document has to be read for that.
    // The log still has what the last import wrote: a post that was published, or trashed and restored, in the store has changed and yet says the same;
    // so does one that its source's configuration has moved.
    private const string Select =
        $"""
         select coalesce(p.source_id, '00000000-0000-0000-0000-000000000000'), p.id, p.revision, coalesce(p.imported_revision, 0), coalesce(p.file, ''), coalesce(p.hash, ''), p.path, p.status,
           case when p.status = 'Scheduled' then (p.data ->> 'publishAt')::timestamptz end,
           case when p.revision > p.imported_revision
             then (select e.data ->> 'status' from {ContentTables.Events} e where e.stream_id = p.id and e.version = p.imported_revision) end,
           case when p.revision > p.imported_revision
             then (select case when p.data ->> 'movedPath' = p.path then (e.data -> 'content') - 'path' <> (p.data -> 'content') - 'path' else e.data -> 'content' <> p.data -> 'content' end from {ContentTables.Events} e where e.stream_id = p.id and e.version = p.imported_revision) end,
           case when p.status = 'Trashed'
             then (select (e.data ->> 'isPruned')::boolean from {ContentTables.Events} e where e.stream_id = p.id and e.version = p.revision) end,
           case when p.path ~ '-[0-9]+(\.html|/)?$' then p.data -> 'origin' ->> 'path' end
         from {ContentTables.Posts} p
         """;

    /// <summary>The posts of a source, whatever their status.</summary>
    public static async Task<List<KnownPost>> OfSourceAsync(NpgsqlDataSource dataSource, Guid sourceId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"{Select} where p.source_id = $1");
        command.Parameters.Add(new() { Value = sourceId });
        return (await ReadAsync(command, ct)).ConvertAll(post => post.Known);
    }

    /// <summary>The hashes of files whose posts were purged. The log alone still knows of them.</summary>
    public static async Task<List<string>> PurgedOfSourceAsync(NpgsqlDataSource dataSource, Guid sourceId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select data ->> 'hash' from {ContentTables.Events} where type = 'post_purged' and data ->> 'sourceId' = $1 and data ->> 'hash' is not null");
        command.Parameters.Add(new() { Value = sourceId.ToString() });
        List<string> hashes = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            hashes.Add(reader.GetString(0));
        }

        return hashes;
    }

    /// <summary>Posts by their ids, and held: nobody else changes them until the transaction ends.</summary>
    public static Task<List<(Guid SourceId, KnownPost Known)>> HoldAsync(NpgsqlTransaction transaction, Guid[] ids, CancellationToken ct) =>
        HoldAsync(transaction, ids, [], [], ct);

    /// <summary>Posts by their ids or by their sources and files, and held: nobody else changes them until the transaction ends.</summary>
    public static async Task<List<(Guid SourceId, KnownPost Known)>> HoldAsync(
        NpgsqlTransaction transaction, Guid[] ids, Guid[] sourceIds, string[] files, CancellationToken ct)
    {
        const string Wanted = "p.id = any($1) or (p.source_id = any($2) and p.file = any($3))";

        // In the order of ids, as everyone who holds several; and before the posts are read, because whoever held them may have changed them.
        await using (var hold = Command(
            $"select from {ContentTables.Streams} where id in (select p.id from {ContentTables.Posts} p where {Wanted}) order by id for update"))
        {
            await hold.ExecuteNonQueryAsync(ct);
        }

        await using var read = Command($"{Select} where {Wanted}");
        return await ReadAsync(read, ct);

        NpgsqlCommand Command(string sql) => new(sql, transaction.Connection, transaction)
        {
            Parameters = { new() { Value = ids }, new() { Value = sourceIds }, new() { Value = files } },
        };
    }

    private static async Task<List<(Guid SourceId, KnownPost Known)>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<(Guid, KnownPost)> known = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var status = Enum.Parse<PostStatus>(reader.GetString(7));
            known.Add((reader.GetGuid(0), new KnownPost(
                reader.GetGuid(1),
                reader.GetInt32(2),
                reader.GetInt32(3),
                reader.GetString(4),
                reader.GetString(5),
                reader.GetString(6),
                status,
                DueAt: reader.IsDBNull(8) ? null : reader.GetFieldValue<DateTimeOffset>(8),
                ImportedStatus: reader.IsDBNull(9) ? status : Enum.Parse<PostStatus>(reader.GetString(9)),
                IsEdited: !reader.IsDBNull(10) && reader.GetBoolean(10),
                IsPruned: !reader.IsDBNull(11) && reader.GetBoolean(11),
                BlogPath: reader.IsDBNull(12) ? reader.GetString(6) : reader.GetString(12))));
        }

        return known;
    }
}
