namespace Cms.Content.Import.Trees;

/// <summary>A tree whose files are known by their whole paths: folders are what stands before a slash in one.</summary>
internal abstract class IndexedTree : FileTree
{
    private readonly Dictionary<string, SortedDictionary<string, TreeEntryKind>> folders = new(StringComparer.Ordinal) { [""] = new(StringComparer.Ordinal) };

    public override IReadOnlyList<TreeEntry> Entries(string folder) =>
        folders.TryGetValue(folder, out var entries) ? [.. entries.Select(entry => new TreeEntry(entry.Key, entry.Value))] : [];

    public override TreeEntryKind? KindOf(string path)
    {
        if (path.Length == 0)
        {
            return TreeEntryKind.Folder;
        }

        var slash = path.LastIndexOf('/');
        return folders.TryGetValue(path[..Math.Max(0, slash)], out var entries) && entries.TryGetValue(path[(slash + 1)..], out var kind) ? kind : null;
    }

    /// <summary>Puts a path into the index with all folders above it. False when something of that name is there, or a folder above it is a file.</summary>
    protected bool TryAdd(string path, TreeEntryKind kind)
    {
        var slash = path.LastIndexOf('/');
        var folder = path[..Math.Max(0, slash)];
        if (!folders.TryGetValue(folder, out var entries))
        {
            if (!TryAdd(folder, TreeEntryKind.Folder))
            {
                return false;
            }

            entries = folders[folder];
        }

        var name = path[(slash + 1)..];
        if (entries.TryGetValue(name, out var known))
        {
            return known == TreeEntryKind.Folder && kind == TreeEntryKind.Folder;
        }

        entries.Add(name, kind);
        if (kind == TreeEntryKind.Folder)
        {
            folders.Add(path, new(StringComparer.Ordinal));
        }

        return true;
    }
}
