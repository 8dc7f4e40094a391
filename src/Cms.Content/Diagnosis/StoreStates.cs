using Cms.Content.Posts;
using Cms.Content.Search;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Diagnosis;

/// <summary>Looks at the store, and changes nothing.</summary>
public sealed class StoreStates(NpgsqlDataSource dataSource)
{
    private static readonly string Sql =
        $"""
         select current_setting('server_version'), current_setting('server_encoding'), clock_timestamp(),
           (select count(*) from pg_stat_activity a where a.backend_type = 'client backend')::integer, current_setting('max_connections')::integer,
           pg_database_size(current_database()),
           (select count(*) from {ContentTables.PublishedPosts}),
           (select count(*) from {ContentTables.Posts} p where p.status not in ('{nameof(PostStatus.Published)}', '{nameof(PostStatus.Trashed)}')),
           (select count(*) from {ContentTables.Posts} p where p.status = '{nameof(PostStatus.Trashed)}'),
           (select count(distinct q.post_id) from {SearchTables.Queue} q),
           array(select s.data ->> 'name' from {ContentTables.SourceImports} i join {ContentTables.Sources} s on s.id = i.source_id where i.run is not null order by 1)
         """;

    public async Task<StoreState> ReadAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(Sql);
        await using var reader = await command.ExecuteReaderAsync(ct);
        await reader.ReadAsync(ct);
        return new(
            reader.GetString(0),
            reader.GetString(1),
            reader.GetFieldValue<DateTimeOffset>(2),
            reader.GetInt32(3),
            reader.GetInt32(4),
            reader.GetInt64(5),
            reader.GetInt64(6),
            reader.GetInt64(7),
            reader.GetInt64(8),
            reader.GetInt64(9),
            reader.GetFieldValue<string[]>(10));
    }
}
