namespace Cms.Content.Import.Trees;

/// <summary>Knows archives by their first bytes, whatever they are called.</summary>
internal static class Archives
{
    // Where a tar says 'ustar'.
    private const int MarkOfTar = 257;

    /// <summary>How many bytes it takes to know an archive.</summary>
    public const int MarkLength = MarkOfTar + 5;

    private static readonly string[] Endings = [".zip", ".tar.gz", ".tgz", ".tar"];

    /// <summary>Null when the file is no archive.</summary>
    /// <exception cref="ImportException">It is one and is refused as a whole, or the file cannot be read.</exception>
    public static FileTree? TryOpen(string path)
    {
        if (SpecialFiles.IsSpecial(path))
        {
            throw new ImportException($"'{path}' is a named pipe or a device. Name a file, or pass the text to '-'.");
        }

        Stream? stream = null;
        try
        {
            stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            var tree = TryOpen(Path.GetFileName(path), stream);
            stream = tree is null ? stream : null;
            return tree;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"'{path}' cannot be read: {unreadable.Message}", unreadable);
        }
        finally
        {
            stream?.Dispose();
        }
    }

    /// <summary>Null when the bytes are no archive's.</summary>
    /// <exception cref="ImportException">It is one and is refused as a whole.</exception>
    public static FileTree? TryOpen(string name, ReadOnlyMemory<byte> bytes) => TryOpen(name, new MemoryStream(bytes.ToArray()));

    private static FileTree? TryOpen(string name, Stream stream)
    {
        var start = new byte[MarkLength];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        stream.Position = 0;
        return start.AsSpan(0, length) switch
        {
            [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] => ZipTree.Open(NameOf(name), stream),
            [0x1F, 0x8B, ..] => TarTree.Open(NameOf(name), stream, isPacked: true),
            var tar when IsTar(tar) => TarTree.Open(NameOf(name), stream, isPacked: false),
            _ when Endings.Any(ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) =>
                throw new ImportException($"'{name}' is called like an archive and is none. Pack the blog's folder again.") { IsArchive = true },
            _ => null,
        };
    }

    /// <param name="start">A file's first <see cref="MarkLength"/> bytes, or all of them.</param>
    public static bool IsArchive(ReadOnlySpan<byte> start) =>
        start is [(byte)'P', (byte)'K', 3, 4, ..] or [(byte)'P', (byte)'K', 5, 6, ..] or [0x1F, 0x8B, ..] || IsTar(start);

    private static bool IsTar(ReadOnlySpan<byte> start) => start.Length >= MarkLength && start[MarkOfTar..MarkLength].SequenceEqual("ustar"u8);

    /// <summary>What a source is called that came as that file: <c>blog.zip</c> is <c>blog</c>.</summary>
    public static string NameOf(string file) =>
        Endings.FirstOrDefault(ending => file.Length > ending.Length && file.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) is { } known
            ? file[..^known.Length]
            : file;
}
