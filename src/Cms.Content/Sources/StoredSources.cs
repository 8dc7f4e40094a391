using System.Text.Json;
using Cms.Content.Paging;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Sources;

/// <summary>Reads what was imported together.</summary>
public sealed class StoredSources
{
    private const string Select =
        $"""
         select s.data, (select count(*) from {ContentTables.Posts} p where p.source_id = s.id and p.status <> 'Trashed'),
           (select max(e.timestamp) from {ContentTables.Events} e where e.stream_id = s.id),
           (select i.ended_at from {ContentTables.SourceImports} i where i.source_id = s.id)
         from {ContentTables.Sources} s
         """;

    private readonly NpgsqlDataSource dataSource;
    private readonly Cursors cursors;

    internal StoredSources(NpgsqlDataSource dataSource, Cursors cursors) => (this.dataSource, this.cursors) = (dataSource, cursors);

    /// <summary>By their names.</summary>
    /// <param name="after">A cursor of a page before.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidCursor"/>.</exception>
    public async Task<ForwardPage<StoredSource>> ListAsync(int limit, string? after, CancellationToken ct)
    {
        var list = new CursorScope(await cursors.SignerAsync(ct), "sources");
        await using var command = dataSource.CreateCommand($"{Select} where $1::text is null or s.name > $1 order by s.name limit $2");
        command.Parameters.Add(new() { Value = after is null ? DBNull.Value : list.Read(after)[0], NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = limit + 1 });
        return ForwardPage<StoredSource>.Of(await ReadAsync(command, ct), limit, source => list.Write(source.Source.Name));
    }

    /// <summary>The source of that name, else of that id.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.SourceNotFound"/>.</exception>
    public async Task<StoredSource> FindAsync(string nameOrId, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand($"{Select} where s.name = $1 or s.id = $2 order by s.name = $1 desc limit 1");
        command.Parameters.Add(new() { Value = nameOrId });
        command.Parameters.Add(new() { Value = Guid.TryParseExact(nameOrId, "D", out var id) ? id : Guid.Empty });
        return await ReadAsync(command, ct) is [var source] ? source : throw new ContentException(new ContentError.SourceNotFound(nameOrId));
    }

    private static async Task<List<StoredSource>> ReadAsync(NpgsqlCommand command, CancellationToken ct)
    {
        List<StoredSource> sources = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            sources.Add(new(
                JsonSerializer.Deserialize<Source>(reader.GetString(0), DocumentJson.Options)!,
                reader.GetInt64(1),
                reader.GetFieldValue<DateTimeOffset>(2),
                reader.IsDBNull(3) ? null : reader.GetFieldValue<DateTimeOffset>(3)));
        }

        return sources;
    }
}

/// <param name="Posts">How many it has, the trash left out.</param>
/// <param name="ConfiguredAt">When its configuration was last another than before.</param>
/// <param name="ImportedAt">When the last import of it came to its end, whether or not anything had changed; null when none has.</param>
public sealed record StoredSource(Source Source, long Posts, DateTimeOffset ConfiguredAt, DateTimeOffset? ImportedAt)
{
    /// <summary>What became of its posts' addresses by the change that has just been made; null where they were to stay, and where nothing was changed.</summary>
    public SourceMoves? Moves { get; init; }
}
