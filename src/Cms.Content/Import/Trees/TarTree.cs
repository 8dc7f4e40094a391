using System.Diagnostics.CodeAnalysis;
using System.Formats.Tar;
using System.IO.Compression;

namespace Cms.Content.Import.Trees;

/// <summary>A tar, packed by gzip or not. It can only be read from start to end, so the texts in it are kept in memory; pictures and the like are not.</summary>
internal sealed class TarTree : ArchiveTree
{
    private const long LargestTotal = 8L * 1024 * 1024 * 1024;
    private const long LargestTexts = 512L * 1024 * 1024;
    private const long HarmlessLength = 64L * 1024 * 1024;

    // As far as is looked into a file to tell a text from a picture, which has a NUL by then.
    private const int LookedInto = 8 * 1024;

    // Posts, whatever they hold: what is wrong with them their reader says.
    private static readonly HashSet<string> TextExtensions = new(StringComparer.OrdinalIgnoreCase) { ".md", ".markdown", ".html", ".mdx" };

    private readonly Dictionary<string, Member> files;

    private TarTree(string name, IReadOnlyList<Member> members) : base(name) => files = Index(members, member => new(member.Path, member.Kind));

    /// <param name="stream">Read to its end and closed.</param>
    /// <exception cref="ImportException">It is no tar, or one that was made to burst.</exception>
    public static TarTree Open(string name, Stream stream, bool isPacked)
    {
        try
        {
            using var content = isPacked ? new GZipStream(stream, CompressionMode.Decompress) : stream;
            using var counted = new CountedStream(content, Math.Min(LargestTotal, Math.Max(HarmlessLength, stream.Length * LargestRatio)));
            using var reader = new TarReader(counted);
            return new(name, ReadAll(name, reader));
        }
        catch (CountedStream.LimitException)
        {
            throw Bomb(name, $"it grows to more than {LargestRatio} times its size, or to more than {LargestTotal / 1024 / 1024 / 1024} GiB");
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException or ArgumentException or FormatException or OverflowException)
        {
            throw Damaged(name, damaged);
        }
    }

    public override bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem)
    {
        var member = files[file];
        bytes = member.Bytes ?? [];
        problem = member.Bytes is null ? member.IsTooLarge ? TooLarge : NoText : null;
        return problem is null;
    }

    protected override DateTimeOffset? WrittenAt(string file) => files.GetValueOrDefault(file)?.LastWritten;

    private static List<Member> ReadAll(string name, TarReader reader)
    {
        List<Member> members = [];
        var texts = 0L;
        while (reader.GetNextEntry() is { } entry)
        {
            if (members.Count == MostMembers)
            {
                throw Bomb(name, "it has more than a million members");
            }

            var kind = entry.EntryType switch
            {
                TarEntryType.RegularFile or TarEntryType.V7RegularFile or TarEntryType.ContiguousFile => TreeEntryKind.File,
                TarEntryType.Directory => TreeEntryKind.Folder,
                TarEntryType.SymbolicLink or TarEntryType.HardLink => TreeEntryKind.Link,
                TarEntryType.GlobalExtendedAttributes => (TreeEntryKind?)null,
                _ => TreeEntryKind.Special,
            };
            if (kind is null)
            {
                continue;
            }

            byte[]? bytes = null;
            if (kind == TreeEntryKind.File && entry.Length <= LargestFile && TextOf(entry) is { } text)
            {
                bytes = text;
                texts += bytes.Length;
                if (texts > LargestTexts)
                {
                    throw new ImportException($"The archive '{name}' holds more than {LargestTexts / 1024 / 1024} MiB of text. Unpack it and import the folder.") { IsArchive = true };
                }
            }

            members.Add(new(entry.Name, kind.Value, bytes, entry.ModificationTime, entry.Length > LargestFile));
        }

        return members;
    }

    private static byte[]? TextOf(TarEntry entry)
    {
        var start = new byte[Math.Min(entry.Length, LookedInto)];
        entry.DataStream?.ReadExactly(start);
        if (!TextExtensions.Contains(Path.GetExtension(entry.Name)) && start.AsSpan().Contains((byte)0))
        {
            return null;
        }

        if (start.Length == entry.Length)
        {
            return start;
        }

        var bytes = new byte[entry.Length];
        start.CopyTo(bytes.AsSpan());
        entry.DataStream!.ReadExactly(bytes.AsSpan(start.Length));
        return bytes;
    }

    private static ImportWarning NoText { get; } = new(null, "no-text", "The file holds NUL characters, as pictures and programs do, and was not kept of the tar. Write it in UTF-8, or import the folder itself.");

    /// <param name="Bytes">Null for what is no text, or too large.</param>
    private sealed record Member(string Path, TreeEntryKind Kind, byte[]? Bytes, DateTimeOffset LastWritten, bool IsTooLarge);
}
