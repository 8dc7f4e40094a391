namespace Cms.Content.Export;

/// <summary>The folder that is written into, and never out of: no path leads out, and no link in it is followed.</summary>
internal sealed class ExportFolder
{
    private readonly string root;

    /// <param name="folder">Made where it is not there.</param>
    /// <param name="overwrite">Whether it may hold something.</param>
    /// <exception cref="ExportException">It holds something, or cannot be made.</exception>
    public ExportFolder(string folder, bool overwrite)
    {
        root = Path.GetFullPath(folder);
        try
        {
            Directory.CreateDirectory(root);
            if (!overwrite && Directory.EnumerateFileSystemEntries(root).Any())
            {
                throw new ExportException($"The folder '{root}' is not empty. Name an empty one, or say --overwrite to replace files of the same names in it.");
            }
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new ExportException($"The folder '{root}' cannot be written into: {refused.Message}", refused);
        }
    }

    /// <summary>Writes a file whole or not at all: under a passing name first.</summary>
    /// <param name="path">Relative, with forward slashes.</param>
    /// <param name="writtenAt">The time that the file is to bear; null for that of its writing.</param>
    /// <returns>Why this one cannot be written; null when it is.</returns>
    /// <exception cref="ExportException">None can: the disk is full or gone.</exception>
    public string? Write(string path, ReadOnlySpan<byte> bytes, DateTimeOffset? writtenAt = null)
    {
        if (LeadsOut(path))
        {
            return "The path leads out of the folder, so the file was not written.";
        }

        try
        {
            return MakeFolders(path) ?? WriteWhole(Path.Combine(root, path), bytes, writtenAt);
        }
        catch (Exception refused) when (IsAboutName(refused))
        {
            return $"The file system does not take this name, so the file was not written: {refused.Message}";
        }
        catch (UnauthorizedAccessException refused)
        {
            return $"The file may not be written: {refused.Message}";
        }
        catch (IOException failed)
        {
            throw new ExportException($"The export stopped at '{path}': {failed.Message} What was written before is whole. Make room and run it again with --overwrite.", failed);
        }
    }

    /// <summary>Whether something of that name lies there.</summary>
    public bool Holds(string path) => !LeadsOut(path) && Path.Exists(Path.Combine(root, path));

    private static bool LeadsOut(string path) =>
        path.Length == 0 || Path.IsPathRooted(path) || path.Contains('\0', StringComparison.Ordinal)
        || path.Split('/').Any(part => part is "" or "." or ".." || (Path.DirectorySeparatorChar == '\\' && part.AsSpan().ContainsAny('\\', ':')));

    private string? MakeFolders(string path)
    {
        for (var slash = path.IndexOf('/', StringComparison.Ordinal); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            var folder = new DirectoryInfo(Path.Combine(root, path[..slash]));
            if (folder.LinkTarget is not null)
            {
                return $"'{path[..slash]}' is a symbolic link, and those are not followed. Remove it.";
            }

            if (File.Exists(folder.FullName))
            {
                return $"'{path[..slash]}' is a file where a folder has to be. Remove it.";
            }

            folder.Create();
        }

        return null;
    }

    // A rename replaces a link rather than what it leads to.
    private static string? WriteWhole(string path, ReadOnlySpan<byte> bytes, DateTimeOffset? writtenAt)
    {
        if (Directory.Exists(path) && new DirectoryInfo(path).LinkTarget is null)
        {
            return "There is a folder of this name. Remove it.";
        }

        var passing = Path.Combine(Path.GetDirectoryName(path)!, $".{Guid.NewGuid():N}.tmp");
        try
        {
            using (var file = new FileStream(passing, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0))
            {
                file.Write(bytes);
            }

            if (writtenAt is { } at)
            {
                File.SetLastWriteTimeUtc(passing, at.UtcDateTime);
            }

            File.Move(passing, path, overwrite: true);
            return null;
        }
        catch
        {
            File.Delete(passing);
            throw;
        }
    }

    // EINVAL, ENAMETOOLONG and EILSEQ of Linux, ENAMETOOLONG and EILSEQ of macOS, ERROR_INVALID_NAME of Windows.
    private static bool IsAboutName(Exception exception) =>
        exception is PathTooLongException or ArgumentException or NotSupportedException
        || (exception is IOException && (exception.HResult & 0xFFFF) is 22 or 36 or 84 or 63 or 92 or 123);
}
