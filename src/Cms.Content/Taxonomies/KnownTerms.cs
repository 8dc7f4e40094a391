using System.Collections.Concurrent;
using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Taxonomies;

/// <summary>
/// What this node knows of terms by their ids, so that a page of posts need not join them. All of it is as of one version of the store's terms,
/// which is raised when one that exists changes or goes; a new one has a new id.
/// </summary>
internal sealed class KnownTerms(NpgsqlDataSource dataSource)
{
    // A term is some hundred bytes: at this bound all of them are ten megabytes.
    private const int Most = 50_000;

    private Known known = new(-1);

    /// <summary>The terms as of that version; null where some of these ids have to be loaded.</summary>
    public IReadOnlyDictionary<int, KnownTerm>? Find(long version, IEnumerable<int[]> ids)
    {
        var current = Volatile.Read(ref known);
        return current.Version == version && ids.All(some => Array.TrueForAll(some, current.Terms.ContainsKey)) ? current.Terms : null;
    }

    /// <summary>Loads what is not known, in one statement. Null where the terms have changed since the version: what named the ids has to be read again.</summary>
    public async Task<IReadOnlyDictionary<int, KnownTerm>?> LoadAsync(long version, IEnumerable<int[]> ids, CancellationToken ct)
    {
        var current = Volatile.Read(ref known);
        if (current.Version != version || current.Terms.Count > Most)
        {
            current = new Known(version);
        }

        await using var command = dataSource.CreateCommand();
        if (!await ReadAsync(command, version, ids, current, ct))
        {
            return null;
        }

        Volatile.Write(ref known, current);
        return current.Terms;
    }

    /// <summary>Loads them as the transaction sees them, whatever has changed since it began. None is kept.</summary>
    public static async Task<IReadOnlyDictionary<int, KnownTerm>> LoadAsync(NpgsqlTransaction transaction, long version, IEnumerable<int[]> ids, CancellationToken ct)
    {
        var seen = new Known(version);
        await using var command = new NpgsqlCommand("", transaction.Connection, transaction);
        await ReadAsync(command, version, ids, seen, ct);
        return seen.Terms;
    }

    private static async Task<bool> ReadAsync(NpgsqlCommand command, long version, IEnumerable<int[]> ids, Known into, CancellationToken ct)
    {
        command.CommandText =
            $"""
             select v.terms_version, t.id, t.taxonomy, t.key, t.slug, t.name, t.url from {ContentTables.ContentVersion} v
             left join {ContentTables.Terms} t on t.id = any($1)
             """;
        command.Parameters.Add(new() { Value = ids.SelectMany(some => some).Where(id => !into.Terms.ContainsKey(id)).Distinct().ToArray() });
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
        {
            if (reader.GetInt64(0) != version)
            {
                return false;
            }

            if (!reader.IsDBNull(1))
            {
                into.Terms[reader.GetInt32(1)] = new KnownTerm(
                    Enum.Parse<Taxonomy>(reader.GetString(2), ignoreCase: true),
                    new TermReference(reader.GetInt32(1), reader.GetString(3), reader.GetString(4), reader.GetString(5), reader.IsDBNull(6) ? null : reader.GetString(6)));
            }
        }

        return true;
    }

    private sealed record Known(long Version)
    {
        public ConcurrentDictionary<int, KnownTerm> Terms { get; } = new();
    }
}

internal sealed record KnownTerm(Taxonomy Taxonomy, TermReference Reference);
