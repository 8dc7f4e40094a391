using Cms.Content.Import.Trees;

namespace Cms.Content.Import;

/// <summary>Reads what <see cref="KeptTexts"/> keeps. A symbolic link is none of it.</summary>
internal static class KeptTextFolder
{
    private const int DeepestFolder = 10;

    /// <param name="root">The site's own folder within the tree, with a closing slash; empty for the top.</param>
    /// <param name="beside">Files that lie beside posts, by their path within the tree.</param>
    public static KeptTexts Read(FileTree tree, string root, IEnumerable<string> beside)
    {
        var kept = new KeptTexts();
        foreach (var folder in (string[])[KeptTexts.IncludesFolder, KeptTexts.DataFolder])
        {
            ReadFolder(kept, tree, root, folder, 0);
        }

        ReadFiles(kept, tree, beside);
        return kept;
    }

    /// <summary>Some files alone, by their paths within the tree.</summary>
    public static KeptTexts Read(FileTree tree, IEnumerable<string> files)
    {
        var kept = new KeptTexts();
        ReadFiles(kept, tree, files);
        return kept;
    }

    private static void ReadFiles(KeptTexts kept, FileTree tree, IEnumerable<string> files)
    {
        foreach (var path in files)
        {
            ReadFile(kept, tree, "", path);
        }
    }

    private static void ReadFolder(KeptTexts kept, FileTree tree, string root, string path, int depth)
    {
        if (depth > DeepestFolder || !tree.IsFolder(root + path))
        {
            return;
        }

        foreach (var entry in EntriesOf(tree, root + path))
        {
            var inner = $"{path}/{entry.Name}";
            if (entry.Kind == TreeEntryKind.Folder)
            {
                ReadFolder(kept, tree, root, inner, depth + 1);
            }
            else
            {
                ReadFile(kept, tree, root, inner);
            }
        }
    }

    // What can't be read is not kept: whoever includes it is told that it is not there.
    private static void ReadFile(KeptTexts kept, FileTree tree, string root, string path)
    {
        if (KeptTexts.IsKept(path) && tree.IsFile(root + path) && tree.TryRead(root + path, out var bytes, out _))
        {
            kept.Add(path, bytes);
        }
    }

    private static IReadOnlyList<TreeEntry> EntriesOf(FileTree tree, string folder)
    {
        try
        {
            return tree.Entries(folder);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
