using System.Collections.Concurrent;
using System.Text.Json;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Sources;

/// <summary>Keeps the configurations of sources, read, by revision: an answer names the revision that it needs, so none is ever stale.</summary>
internal sealed class SourceCatalog(NpgsqlDataSource dataSource)
{
    private readonly ConcurrentDictionary<Guid, (int Revision, SourceRendering Rendering)> known = new();

    /// <summary>What is known of a source at that revision; false when it has to be loaded.</summary>
    public bool TryGet(Guid id, int revision, out SourceRendering rendering)
    {
        var found = known.TryGetValue(id, out var entry) && entry.Revision >= revision;
        rendering = found ? entry.Rendering : SourceRendering.None;
        return found;
    }

    /// <summary>Loads sources; one statement for all.</summary>
    public async Task LoadAsync(IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(
            $"select data from {ContentTables.Sources} where id = any($1)");
        command.Parameters.Add(new() { Value = ids.ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            var source = JsonSerializer.Deserialize<Source>(reader.GetString(0), DocumentJson.Options)!;
            known[source.Id] = (source.Revision, SourceRendering.For(source));
        }
    }
}
