using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>What the store has under the ids of exported posts.</summary>
/// <param name="Same">Posts that are, in this very store, at the revision that was exported.</param>
/// <param name="Purged">Ids whose posts were removed for good.</param>
internal sealed record ExportedRevisions(IReadOnlySet<Guid> Same, IReadOnlySet<Guid> Purged)
{
    public static ExportedRevisions None { get; } = new(new HashSet<Guid>(), new HashSet<Guid>());

    /// <summary>What marks the hash of an exported line, so that it is told from a file's.</summary>
    public const string HashMark = "-line";

    public static async Task<ExportedRevisions> FindAsync(NpgsqlTransaction transaction, IReadOnlyCollection<ExportedRevision> exported, CancellationToken ct)
    {
        if (exported.Count == 0)
        {
            return None;
        }

        // Two stores number their revisions alike, and only one of them made the post at that moment.
        await using var command = new NpgsqlCommand(
            $"""
             select w.id, p.id is null, coalesce(p.revision = w.revision and abs(extract(epoch from (p.data ->> 'createdAt')::timestamptz - w.created_at)) < 0.001, false)
             from unnest($1, $2, $3) w(id, revision, created_at) join {ContentTables.Streams} s on s.id = w.id left join {ContentTables.Posts} p on p.id = w.id
             """,
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = exported.Select(revision => revision.Id).ToArray() });
        command.Parameters.Add(new() { Value = exported.Select(revision => revision.Revision).ToArray() });
        command.Parameters.Add(new() { Value = exported.Select(revision => revision.CreatedAt.ToUniversalTime()).ToArray() });
        HashSet<Guid> same = [];
        HashSet<Guid> purged = [];
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (reader.GetBoolean(1))
            {
                purged.Add(reader.GetGuid(0));
            }
            else if (reader.GetBoolean(2))
            {
                same.Add(reader.GetGuid(0));
            }
        }

        return new(same, purged);
    }

    /// <summary>What is to become of a line, given the post that has its id or its file; as for a file, save that nothing which no line has brought in is overwritten unasked.</summary>
    public ImportDecision Decide(PostToImport line, KnownPost? known)
    {
        var id = line.Exported!.Id;
        return Same.Contains(id) ? new(line, known, ImportOutcome.Unchanged, Conflict: null)
            : known is null && Purged.Contains(id) && !line.Force ? new(line, Known: null, ImportOutcome.Conflict, ImportConflict.Purged)
            : known is not null && !line.Force && !known.Hash.EndsWith(HashMark, StringComparison.Ordinal) ? new(line, known, ImportOutcome.Conflict, known.Conflict ?? ImportConflict.FromElsewhere)
            : ImportDecision.On(line, known);
    }
}
