using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Cms.Content.Import.Trees;

/// <summary>
/// Files by path, wherever they come from: a folder on disk, an archive, texts at hand. All that a generator knows of the world is read through it.
/// Paths have forward slashes and none at their ends; the top folder is empty. Reading may be asked for by several threads.
/// </summary>
internal abstract class FileTree : IDisposable
{
    /// <summary>Larger than any post, smaller than what would take a server's memory.</summary>
    public const int LargestFile = 32 * 1024 * 1024;

    /// <summary>The folder's or archive's own name.</summary>
    public abstract string Name { get; }

    /// <summary>Members that were turned down before anyone asked for them: unsafe paths, encryption, names that stand there twice.</summary>
    public virtual IReadOnlyList<SiteFile> Refused => [];

    /// <summary>What lies in a folder, in the order of the names. Empty for a folder that is not there.</summary>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be read.</exception>
    public abstract IReadOnlyList<TreeEntry> Entries(string folder);

    /// <summary>What lies at a path; null when nothing does.</summary>
    public abstract TreeEntryKind? KindOf(string path);

    /// <summary>A file's bytes, or why there are none. Never more than <see cref="LargestFile"/>.</summary>
    public abstract bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem);

    /// <summary>When a file was last changed, to the second, which is all that archives keep; null when nothing tells.</summary>
    public DateTimeOffset? LastWritten(string file) => WrittenAt(file) is { } at ? at.AddTicks(-(at.Ticks % TimeSpan.TicksPerSecond)) : null;

    /// <summary>What was noticed about a file's name; null for nothing.</summary>
    public virtual ImportWarning? WarningOf(string file) => null;

    /// <summary>Whether a link leads out of the tree. In an archive nobody looks where it leads.</summary>
    public virtual bool LeadsOut(string link) => true;

    public bool IsFile(string path) => KindOf(path) == TreeEntryKind.File;

    public bool IsFolder(string path) => KindOf(path) == TreeEntryKind.Folder;

    /// <summary>A setting's text, or null when the file is not there.</summary>
    /// <exception cref="ImportException">It is there and cannot be read.</exception>
    public string? ReadSetting(string file)
    {
        switch (KindOf(file))
        {
            case null or TreeEntryKind.Folder:
                return null;
            case TreeEntryKind.Link:
                throw new ImportException($"The configuration '{file}' is a symbolic link, and those are not followed. Put the file itself there.");
        }

        if (!TryRead(file, out var bytes, out var problem))
        {
            throw new ImportException($"The configuration '{file}' cannot be read. {problem.Message}");
        }

        var text = Encoding.UTF8.GetString(bytes).TrimStart('\uFEFF');
        return text.Replace("\0", "", StringComparison.Ordinal);
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>When a file was last changed, as precisely as the tree knows.</summary>
    protected virtual DateTimeOffset? WrittenAt(string file) => null;

    protected virtual void Dispose(bool disposing)
    {
    }

    public static string Join(string folder, string name) => folder.Length == 0 ? name : $"{folder}/{name}";

    protected static ImportWarning TooLarge { get; } = new(null, "too-large", $"The file is larger than {LargestFile / 1024 / 1024} MiB.");
}

internal readonly record struct TreeEntry(string Name, TreeEntryKind Kind);

internal enum TreeEntryKind
{
    File,
    Folder,

    /// <summary>A symbolic link. It is never followed: one that leads out of the folder would publish somebody else's files.</summary>
    Link,

    /// <summary>A named pipe, a device or a socket, which to read could wait for ever.</summary>
    Special,
}
