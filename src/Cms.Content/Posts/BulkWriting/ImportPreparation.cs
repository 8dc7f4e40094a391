using Cms.Content.Sources;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Does on all cores what an import costs most: renders posts and writes their documents as JSON.</summary>
internal sealed class ImportPreparation(PublishedCopies copies, SourceCatalog sources)
{
    /// <summary>The revisions of sources that exist.</summary>
    public static async Task<Dictionary<Guid, int>> SourceRevisionsAsync(NpgsqlCommand command, IEnumerable<PostToImport> posts, CancellationToken ct)
    {
        command.CommandText = $"select id, revision from {ContentTables.Sources} where id = any($1)";
        command.Parameters.Add(new() { Value = posts.Select(post => post.Origin.SourceId).Distinct().ToArray() });
        Dictionary<Guid, int> revisions = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            revisions.Add(reader.GetGuid(0), reader.GetInt32(1));
        }

        return revisions;
    }

    public async Task<PreparedChange[]> PrepareAsync(IReadOnlyList<WantedChange> wanted, IReadOnlyDictionary<Guid, int> sourceRevisions, DateTimeOffset now, CancellationToken ct)
    {
        var unread = sourceRevisions.Where(source => !sources.TryGet(source.Key, source.Value, out _)).Select(source => source.Key).ToList();
        if (unread.Count > 0)
        {
            await sources.LoadAsync(unread, ct);
        }

        var prepared = new PreparedChange[wanted.Count];
        await Task.Run(() => Parallel.For(0, wanted.Count, new() { CancellationToken = ct }, at =>
        {
            var (file, id, before, path) = wanted[at];
            var revision = sourceRevisions.GetValueOrDefault(file.Origin.SourceId);
            sources.TryGet(file.Origin.SourceId, revision, out var source);
            var content = file.Content.Path == path ? file.Content : file.Content with { Path = path };
            prepared[at] = new(PostChange.Of(before, id, new PostImported(content, file.Origin, file.Status, now, file.By) { UnpublishAt = file.UnpublishAt }, copies, source), revision);
        }), ct);
        return prepared;
    }
}

/// <param name="Before">Null for a new post.</param>
internal sealed record WantedChange(PostToImport File, Guid Id, Post? Before, string Path);
