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
            if (taken.GetValueOrDefault(before) == id)
            {
                taken.Remove(before);
            }
        }

        taken[path] = id;
    }

    internal void Recall(IEnumerable<string> paths, Func<string, HashSet<Guid>> ownersOf)
    {
        foreach (var path in paths)
        {
            var owners = ownersOf(path);
            owners.RemoveWhere(id => left.Contains((path, id)));
            if (taken.TryGetValue(path, out var owner))
            {
                owners.Add(owner);
            }
        }
    }
}
