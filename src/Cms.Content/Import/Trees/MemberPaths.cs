namespace Cms.Content.Import.Trees;

/// <summary>Which names an archive's members may have. Nothing is ever unpacked to disk; a member that asks for it was made to harm all the same.</summary>
internal static class MemberPaths
{
    /// <summary>In bytes; a file system's own bound is 4,096 for a path.</summary>
    public const int LongestPath = 2000;

    /// <summary>More folders in folders than anyone keeps a blog in.</summary>
    public const int DeepestFolder = 100;

    public static ImportWarning Duplicate { get; } = new(null, "duplicate-name", "Another member has this name. The first was taken; remove one of them.");

    /// <summary>Null for a path that stays within its archive.</summary>
    public static ImportWarning? WhyUnsafe(string path)
    {
        var parts = path.Split('/');
        return path.Length == 0 ? Unsafe("has no name")
            : path[0] == '/' ? Unsafe("is an absolute path")
            : path.Contains('\\', StringComparison.Ordinal) ? Unsafe("holds a backslash")
            : path.Length > 1 && path[1] == ':' && char.IsAsciiLetter(path[0]) ? Unsafe("names a drive")
            : parts.Any(part => part is "..") ? Unsafe("leads out of the archive")
            : parts.Any(part => part is "" or ".") ? Unsafe("holds an empty part")
            : path.Any(character => character < ' ') ? Unsafe("holds a control character")
            : path.Contains('\uFFFD', StringComparison.Ordinal) ? new(null, "bad-name", "The name is not valid UTF-8, though it says so. Rename the member.")
            : WhyTooDeep(path);
    }

    /// <summary>Null for a path within the bounds.</summary>
    public static ImportWarning? WhyTooDeep(string path) =>
        path.Length > LongestPath || System.Text.Encoding.UTF8.GetByteCount(path) > LongestPath
            ? new(null, "path-too-long", $"The path is longer than {LongestPath} bytes. Move the file up.")
            : path.AsSpan().Count('/') > DeepestFolder ? new(null, "too-deep", $"The file lies deeper than {DeepestFolder} folders. Move it up.") : null;

    private static ImportWarning Unsafe(string what) => new(null, "unsafe-path", $"The member's name {what}. Pack the folder again with relative paths.");
}
