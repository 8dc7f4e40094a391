using System.Diagnostics.CodeAnalysis;
using System.IO.Compression;

namespace Cms.Content.Import.Trees;

/// <summary>A zip, read member by member and never unpacked to disk. What a member's header says of its size is not believed: bytes are counted as they come.</summary>
internal sealed class ZipTree : ArchiveTree
{
    // Of all that is read, so that many members that each keep within their bounds are bounded together.
    private const long LargestTotal = 8L * 1024 * 1024 * 1024;

    // Below this, the most that a zip can be blown up to does no harm.
    private const int HarmlessLength = 1024 * 1024;

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> files;
    private readonly HashSet<string> legacyNames;
    private readonly Lock reading = new();
    private readonly Stream stream;
    private Dictionary<ZipArchiveEntry, DateTimeOffset>? times;
    private long total;

    private ZipTree(string name, ZipArchive archive, Stream stream, HashSet<string> legacyNames) : base(name)
    {
        (this.archive, this.stream, this.legacyNames) = (archive, stream, legacyNames);
        files = Index(archive.Entries, Describe);
    }

    /// <param name="name">What the source is to be called.</param>
    /// <param name="stream">Seekable; closed with the tree.</param>
    /// <exception cref="ImportException">It is no zip, or one that was made to burst.</exception>
    public static ZipTree Open(string name, Stream stream)
    {
        var names = new ZipNames();
        ZipArchive? opened = null;
        try
        {
            opened = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: false, names);
            Check(name, opened, stream.Length);
            var tree = new ZipTree(name, opened, stream, names.Legacy);
            opened = null;
            return tree;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or OverflowException or ArgumentException or NotSupportedException)
        {
            stream.Dispose();
            throw Damaged(name, damaged);
        }
        finally
        {
            opened?.Dispose();
        }
    }

    public override bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem)
    {
        bytes = [];
        try
        {
            lock (reading)
            {
                problem = Read(files[file], out bytes);
            }
        }
        catch (Exception damaged) when (damaged is InvalidDataException or IOException or NotSupportedException)
        {
            problem = IsDamaged;
        }

        return problem is null;
    }

    // What every member has is a clock without a zone, to two seconds.
    protected override DateTimeOffset? WrittenAt(string file)
    {
        if (!files.TryGetValue(file, out var entry))
        {
            return null;
        }

        lock (reading)
        {
            times ??= archive.Entries.Zip(ZipTimes.Read(stream)).Where(member => member.Second is not null).ToDictionary(member => member.First, member => member.Second!.Value);
            return times.TryGetValue(entry, out var at) ? at : new DateTimeOffset(entry.LastWriteTime.DateTime, TimeSpan.Zero);
        }
    }

    public override ImportWarning? WarningOf(string file) => files.TryGetValue(file, out var entry) && legacyNames.Contains(entry.FullName)
        ? new(null, "name-not-utf-8", "The archive does not say how this file's name is written; it was read in code page 437. Pack the folder with a newer program.")
        : null;

    protected override void Dispose(bool disposing)
    {
        archive.Dispose();
        base.Dispose(disposing);
    }

    private static ImportWarning IsDamaged { get; } = new(null, "damaged", "The archive is damaged here: what it holds is not what was packed. Pack the folder again.");

    private static void Check(string name, ZipArchive archive, long length)
    {
        if (archive.Entries.Count > MostMembers)
        {
            throw Bomb(name, "it has more than a million members");
        }

        var (packed, unpacked) = (0L, 0L);
        foreach (var entry in archive.Entries)
        {
            packed = checked(packed + entry.CompressedLength);
            unpacked = checked(unpacked + entry.Length);
        }

        if (packed > length)
        {
            throw Bomb(name, "its members overlap");
        }

        if (unpacked > 100L * HarmlessLength && unpacked > length * LargestRatio)
        {
            throw Bomb(name, $"it would grow to more than {LargestRatio} times its size");
        }
    }

    private ArchiveMember Describe(ZipArchiveEntry entry)
    {
        // The upper half holds Unix's mode where the archive was made there.
        var kind = ((entry.ExternalAttributes >> 16) & 0xF000) switch
        {
            0xA000 => TreeEntryKind.Link,
            0x4000 => TreeEntryKind.Folder,
            0 or 0x8000 => entry.FullName.EndsWith('/') ? TreeEntryKind.Folder : TreeEntryKind.File,
            _ => TreeEntryKind.Special,
        };
        return new(entry.FullName, kind, entry.IsEncrypted
            ? new(null, "encrypted", "The member is encrypted. Pack the folder without a password.")
            : null);
    }

    private ImportWarning? Read(ZipArchiveEntry entry, out byte[] bytes)
    {
        bytes = [];
        using var member = entry.Open();
        using var content = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (var read = member.Read(buffer); read > 0; read = member.Read(buffer))
        {
            content.Write(buffer, 0, read);
            total += read;
            if (content.Length > LargestFile)
            {
                return TooLarge;
            }

            if (content.Length > HarmlessLength && content.Length > entry.CompressedLength * LargestRatio)
            {
                return new(null, "zip-bomb", $"The member grows to more than {LargestRatio} times its size, as one does that is made to fill a machine. Pack the file again.");
            }

            if (total > LargestTotal)
            {
                return new(null, "archive-too-large", $"The archive holds more than {LargestTotal / 1024 / 1024 / 1024} GiB of text. Import it in parts.");
            }
        }

        bytes = content.ToArray();
        return bytes.Length == entry.Length && Crc32.Of(bytes) == entry.Crc32 ? null : IsDamaged;
    }
}
