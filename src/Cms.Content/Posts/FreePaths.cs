using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Finds a free path for each post of one transaction, which holds the lock on addresses.</summary>
internal sealed class FreePaths(NpgsqlTransaction transaction, Rehearsal? rehearsal)
{
    private readonly Dictionary<string, HashSet<Guid>> owners = new(StringComparer.Ordinal);
    // Numbers that are looked up together are as many as were in vain so far, within these.
    private const int FewestNumbers = 10;
    private const int MostNumbers = 1_000;

    private readonly HashSet<(string Path, Guid Id)> left = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly HashSet<Guid> holders = [];
    private readonly Dictionary<string, int> nextNumbers = new(StringComparer.Ordinal);

    /// <summary>Asks for the owners of many paths at once, so that taking them costs no statement.</summary>
    public async Task LookUpAsync(string[] paths, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            $"""
             select path, id from {ContentTables.Posts} where path = any($1)
             union all
             select path, id from {ContentTables.PublishedPosts} where path = any($1)
             """,
            transaction.Connection,
            transaction);
        command.Parameters.Add(new() { Value = paths });
        await using (var reader = await command.ExecuteReaderAsync(ct))
        {
            while (await reader.ReadAsync(ct))
            {
                OwnersOf(reader.GetString(0)).Add(reader.GetGuid(1));
            }
        }

        foreach (var (path, id) in rehearsal?.Takers(paths) ?? [])
        {
            OwnersOf(path).Add(id);
        }

        foreach (var path in paths)
        {
            known.Add(path);
            OwnersOf(path).RemoveWhere(id => left.Contains((path, id)));
            holders.UnionWith(OwnersOf(path));
        }
    }

    /// <summary>A post goes from its path, which others of the transaction may then have.</summary>
    public void Leave(string path, Guid id)
    {
        left.Add((path, id));
        OwnersOf(path).Remove(id);
    }

    /// <summary>The wanted path when no other post has it, else that with the first number that is free.</summary>
    public async Task<string> TakeAsync(string wanted, Guid id, CancellationToken ct)
    {
        var path = wanted;

        // The numbers before are others', unless the post has one of them itself.
        var number = holders.Contains(id) ? 2 : nextNumbers.GetValueOrDefault(wanted, 2);
        for (; OwnersOf(path).Any(owner => owner != id); number++)
        {
            path = Permalink.Numbered(wanted, number);
            if (!known.Contains(path))
            {
                await LookUpAsync([.. Enumerable.Range(number, Math.Clamp(number, FewestNumbers, MostNumbers)).Select(next => Permalink.Numbered(wanted, next))], ct);
            }
        }

        nextNumbers[wanted] = Math.Max(number, nextNumbers.GetValueOrDefault(wanted));
        OwnersOf(path).Add(id);
        return path;
    }

    private HashSet<Guid> OwnersOf(string path)
    {
        if (!owners.TryGetValue(path, out var ids))
        {
            owners.Add(path, ids = []);
        }

        return ids;
    }
}
