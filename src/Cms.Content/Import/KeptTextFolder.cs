namespace Cms.Content.Import;

/// <summary>Reads from a folder on disk what <see cref="KeptTexts"/> keeps. Never follows a symbolic link.</summary>
internal static class KeptTextFolder
{
    private const int DeepestFolder = 10;

    /// <param name="root">The site's own folder.</param>
    /// <param name="beside">Files that lie beside posts, by their path within the site.</param>
    public static KeptTexts Read(string root, IEnumerable<string> beside)
    {
        var kept = new KeptTexts();
        foreach (var folder in (string[])[KeptTexts.IncludesFolder, KeptTexts.DataFolder])
        {
            ReadFolder(kept, new DirectoryInfo(Path.Combine(root, folder)), folder, 0);
        }

        foreach (var path in beside)
        {
            ReadFile(kept, new FileInfo(Path.Combine(root, path)), path);
        }

        return kept;
    }

    private static void ReadFolder(KeptTexts kept, DirectoryInfo folder, string path, int depth)
    {
        if (depth > DeepestFolder || !folder.Exists || JekyllFolder.IsLink(folder))
        {
            return;
        }

        foreach (var entry in EntriesOf(folder))
        {
            var inner = $"{path}/{entry.Name}";
            if (entry is DirectoryInfo directory)
            {
                ReadFolder(kept, directory, inner, depth + 1);
            }
            else if (entry is FileInfo file)
            {
                ReadFile(kept, file, inner);
            }
        }
    }

    private static void ReadFile(KeptTexts kept, FileInfo file, string path)
    {
        try
        {
            if (!JekyllFolder.IsLink(file) && KeptTexts.IsKept(path, file.Length))
            {
                kept.Add(path, File.ReadAllBytes(file.FullName));
            }
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // Not kept: whoever includes it is told that it is not there.
        }
    }

    private static IEnumerable<FileSystemInfo> EntriesOf(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
