using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>Finds a free path for each post of one transaction, which holds the lock on addresses.</summary>
internal sealed class FreePaths(NpgsqlTransaction transaction, Rehearsal? rehearsal)
{
    private readonly Dictionary<string, HashSet<Guid>> owners = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, Guid Id)> left = [];

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
            OwnersOf(path).RemoveWhere(id => left.Contains((path, id)));
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
        for (var number = 2; OwnersOf(path).Any(owner => owner != id); number++)
        {
            path = Permalink.Numbered(wanted, number);
            await LookUpAsync([path], ct);
        }

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
