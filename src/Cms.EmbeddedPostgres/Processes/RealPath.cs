namespace Cms.EmbeddedPostgres.Processes;

/// <summary>Follows the links in a path, as realpath(3) does, so that one place has one name.</summary>
internal static class RealPath
{
    /// <summary>Parts that do not exist (yet) stay as they are.</summary>
    public static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var root = Path.GetPathRoot(full)!;
        return full[root.Length..]
            .Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries)
            .Aggregate(root, (parent, name) => Follow(Path.Combine(parent, name)));
    }

    private static string Follow(string path)
    {
        FileSystemInfo entry = Directory.Exists(path) ? new DirectoryInfo(path) : new FileInfo(path);
        try
        {
            // The link's target may lie behind further links.
            return entry.LinkTarget is { } target ? Of(Path.Combine(Path.GetDirectoryName(path)!, target)) : path;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return path;
        }
    }
}
