using System.Diagnostics.CodeAnalysis;

namespace Cms.Content.Import.Trees;

/// <summary>A folder on disk. No symbolic link in it is followed.</summary>
internal sealed class FolderTree : FileTree
{
    private readonly string root;

    /// <param name="folder">An absolute path, without a slash at its end.</param>
    public FolderTree(string folder) => root = folder;

    public override string Name => Path.GetFileName(root);

    public override IReadOnlyList<TreeEntry> Entries(string folder)
    {
        var directory = new DirectoryInfo(At(folder));
        if (!directory.Exists)
        {
            return [];
        }

        var entries = Array.ConvertAll(directory.GetFileSystemInfos(), entry => new TreeEntry(entry.Name, Kind(entry)));
        Array.Sort(entries, (one, other) => string.CompareOrdinal(one.Name, other.Name));
        return entries;
    }

    public override TreeEntryKind? KindOf(string path)
    {
        var full = At(path);
        if (PassesLink(path))
        {
            return TreeEntryKind.Link;
        }

        FileSystemInfo info = Directory.Exists(full) ? new DirectoryInfo(full) : new FileInfo(full);
        return info.Exists ? Kind(info) : null;
    }

    public override bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem)
    {
        bytes = [];
        problem = null;
        try
        {
            var info = new FileInfo(At(file));
            if (info.Length > LargestFile)
            {
                problem = TooLarge;
                return false;
            }

            // A named pipe says that it is empty, and opening it would wait for a writer for ever.
            bytes = info.Length == 0 ? [] : File.ReadAllBytes(info.FullName);
            return true;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            // .NET shows bytes that are no UTF-8 as U+FFFD, and a file of that name is not there.
            problem = new(null, "unreadable", unreadable is UnauthorizedAccessException ? "The file may not be read. Check who may read it."
                : file.Contains('\uFFFD', StringComparison.Ordinal) ? "The file's name is not in UTF-8, so it cannot be opened. Rename it."
                : "The file cannot be read. It may have been moved or be damaged.");
            return false;
        }
    }

    protected override DateTimeOffset? WrittenAt(string file) => new DateTimeOffset(File.GetLastWriteTimeUtc(At(file)), TimeSpan.Zero);

    public override bool LeadsOut(string link)
    {
        try
        {
            var target = File.ResolveLinkTarget(At(link), returnFinalTarget: true)?.FullName;
            return target is not null && target != root && !target.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);
        }
        catch (IOException)
        {
            // Links in a circle lead nowhere.
            return false;
        }
    }

    private string At(string path) => path.Length == 0 ? root : Path.Combine(root, path);

    // A setting can name a path that passes through a link, which a walk never would.
    private bool PassesLink(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            if (new DirectoryInfo(At(path[..slash])).LinkTarget is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static TreeEntryKind Kind(FileSystemInfo entry) =>
        entry.LinkTarget is not null ? TreeEntryKind.Link
        : entry is DirectoryInfo ? TreeEntryKind.Folder
        : entry is FileInfo { Exists: true, Length: 0 } && SpecialFiles.IsSpecial(entry.FullName) ? TreeEntryKind.Special
        : TreeEntryKind.File;
}
