using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Sources;

/// <summary>Knows when sources were imported, and whether the last import of each came to its end: what one has left undone, the next does.</summary>
public sealed class SourceImports
{
    private readonly NpgsqlDataSource dataSource;
    private readonly TimeProvider clock;

    internal SourceImports(NpgsqlDataSource dataSource, TimeProvider clock) => (this.dataSource, this.clock) = (dataSource, clock);

    /// <summary>Says that an import begins.</summary>
    public async Task<BegunImport> BeginAsync(Guid sourceId, CancellationToken ct)
    {
        var run = Guid.CreateVersion7(clock.GetUtcNow());
        await using var command = dataSource.CreateCommand(
            $"""
             with before as (select run from {ContentTables.SourceImports} where source_id = $1)
             insert into {ContentTables.SourceImports} as known (source_id, run) values ($1, $2) on conflict (source_id) do update set run = excluded.run
             returning coalesce((select run is not null from before), false)
             """);
        command.Parameters.Add(new() { Value = sourceId });
        command.Parameters.Add(new() { Value = run });
        return new(sourceId, run, (bool)(await command.ExecuteScalarAsync(ct))!);
    }

    /// <summary>Says that it has done all. Where another has begun since, that is the one to say so.</summary>
    public async Task EndAsync(BegunImport import, CancellationToken ct)
    {
        ArgumentNullException.ThrowIfNull(import);
        await using var command = dataSource.CreateCommand(
            $"update {ContentTables.SourceImports} set ended_at = $3, run = case when run = $2 then null else run end where source_id = $1");
        command.Parameters.Add(new() { Value = import.SourceId });
        command.Parameters.Add(new() { Value = import.Run });
        command.Parameters.Add(new() { Value = clock.GetUtcNow() });
        await command.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>An import on its way.</summary>
/// <param name="FollowsInterrupted">Whether one before it never came to its end.</param>
public sealed record BegunImport(Guid SourceId, Guid Run, bool FollowsInterrupted);
