namespace Cms.Content.Import.Trees;

/// <summary>Looks through a tree for files, within bounds. What is not a file and might be taken for one is in the answer with the reason.</summary>
internal static class TreeWalk
{
    /// <summary>More than any blog has.</summary>
    public const int MostFiles = 1_000_000;

    /// <param name="tree">Read folder by folder, as far as <paramref name="enters"/> lets it.</param>
    /// <param name="top">Where to start, without a closing slash; empty for all of it.</param>
    /// <param name="enters">Whether to look into a folder, by its path in the tree.</param>
    /// <returns>In the order of their paths.</returns>
    /// <exception cref="ImportException">There are more files than <see cref="MostFiles"/>.</exception>
    public static List<SiteFile> Files(FileTree tree, string top, Func<string, bool> enters)
    {
        List<SiteFile> found = [];
        var folders = new Stack<string>([top]);
        var seen = 0;
        while (folders.TryPop(out var folder))
        {
            foreach (var entry in Entries(tree, folder, found))
            {
                if (++seen > MostFiles)
                {
                    throw new ImportException($"There are more than {MostFiles} files here. Import the folders of the blog one by one.");
                }

                var path = FileTree.Join(folder, entry.Name);
                if (MemberPaths.WhyTooDeep(path) is { } problem)
                {
                    found.Add(new(path, problem));
                }
                else if (entry.Kind != TreeEntryKind.Folder)
                {
                    found.Add(Described(tree, path, entry.Kind));
                }
                else if (enters(path))
                {
                    folders.Push(path);
                }
            }
        }

        found.Sort((one, other) => string.CompareOrdinal(one.File, other.File));
        return found;
    }

    private static SiteFile Described(FileTree tree, string path, TreeEntryKind kind)
    {
        var file = new SiteFile(path);
        return kind switch
        {
            TreeEntryKind.Special => file.Refused("special-file", "This is a named pipe, a device or a socket, which cannot be read as a file. Take it away."),
            TreeEntryKind.Link when tree.LeadsOut(path) => file.Refused("symbolic-link", "Symbolic links are not followed, and this one leads out of the folder. Put there what it leads to."),
            TreeEntryKind.Link => file.Ignored("symbolic-link", "Symbolic links are not followed. Put there what it leads to."),
            _ => file,
        };
    }

    private static IReadOnlyList<TreeEntry> Entries(FileTree tree, string folder, List<SiteFile> found)
    {
        try
        {
            return tree.Entries(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            found.Add(new(folder, new(null, "unreadable", "The folder cannot be read. Check who may read it.")));
            return [];
        }
    }
}
