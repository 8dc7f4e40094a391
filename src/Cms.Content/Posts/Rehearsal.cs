using Cms.Content.Storage;
using Npgsql;

namespace Cms.Content.Posts;

/// <summary>A run that judges all and keeps nothing: each transaction is rolled back, and the paths that its posts would have now are remembered for the next.</summary>
public sealed class Rehearsal
{
    private readonly Dictionary<string, Guid> taken = new(StringComparer.Ordinal);
    private readonly HashSet<(string Path, Guid Id)> left = [];

    internal void Remember(Guid id, string? before, string path)
    {
        if (before is not null && before != path)
        {
            left.Add((before, id));
        }

        taken[path] = id;
    }

    /// <summary>Frees the paths that posts left in transactions before this one, until this one is rolled back.</summary>
    internal async Task LeaveAsync(NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var batch = new NpgsqlBatch(transaction.Connection, transaction);
        foreach (var table in new[] { ContentTables.Posts, ContentTables.PublishedPosts })
        {
            batch.BatchCommands.Add(new($"delete from {table} where (path, id) in (select * from unnest($1, $2))")
            {
                Parameters = { new() { Value = left.Select(post => post.Path).ToArray() }, new() { Value = left.Select(post => post.Id).ToArray() } },
            });
        }

        await batch.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Names the posts that took one of the paths in transactions before this one.</summary>
    internal IEnumerable<(string Path, Guid Id)> Takers(IEnumerable<string> paths)
    {
        foreach (var path in paths)
        {
            if (taken.TryGetValue(path, out var id))
            {
                yield return (path, id);
            }
        }
    }
}
