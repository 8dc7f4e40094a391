using System.Buffers.Binary;

namespace Cms.Content.Import.Trees;

/// <summary>
/// The times that zip programs write beside the one of the format, which has no zone: Info-ZIP's extended timestamp and NTFS's (APPNOTE.TXT, section 4.5).
/// .NET shows neither.
/// </summary>
internal static class ZipTimes
{
    private const int EndLength = 22;
    private const int LongestComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int Zip64EndLength = 56;
    private const int HeaderLength = 46;
    private const ushort Timestamp = 0x5455;
    private const ushort Ntfs = 0x000A;

    // The last day of the year 9999.
    private static readonly long MostFileTime = new DateTime(9999, 12, 31, 0, 0, 0, DateTimeKind.Utc).ToFileTimeUtc();

    /// <summary>One for each member, in the order of the archive's directory; null where nothing but the format's own time is known, or nothing more can be read.</summary>
    public static IEnumerable<DateTimeOffset?> Read(Stream stream)
    {
        if (StartOfDirectory(stream) is not { } start || start < 0 || start >= stream.Length)
        {
            yield break;
        }

        // Not closed: the archive reads on.
        var directory = new BufferedStream(stream, 64 * 1024);
        directory.Position = start;
        var header = new byte[HeaderLength];
        var rest = new byte[3 * ushort.MaxValue];
        while (directory.ReadAtLeast(header, HeaderLength, throwOnEndOfStream: false) == HeaderLength && BinaryPrimitives.ReadUInt32LittleEndian(header) == 0x02014B50)
        {
            var (name, extra, comment) = (UInt16(header, 28), UInt16(header, 30), UInt16(header, 32));
            var length = name + extra + comment;
            if (directory.ReadAtLeast(rest.AsSpan(0, length), length, throwOnEndOfStream: false) < length)
            {
                yield break;
            }

            yield return Find(rest.AsSpan(name, extra));
        }
    }

    private static long? StartOfDirectory(Stream stream)
    {
        var tail = new byte[Math.Min(stream.Length, LocatorLength + EndLength + LongestComment)];
        stream.Position = stream.Length - tail.Length;
        stream.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || tail.Length - end < EndLength)
        {
            return null;
        }

        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16));
        var locator = end - LocatorLength;
        return start != uint.MaxValue || locator < 0 ? start : StartOfZip64(stream, tail.AsSpan(locator, LocatorLength));
    }

    private static long? StartOfZip64(Stream stream, ReadOnlySpan<byte> locator)
    {
        var at = BinaryPrimitives.ReadInt64LittleEndian(locator[8..]);
        if (!locator.StartsWith("PK\u0006\u0007"u8) || at < 0 || at > stream.Length - Zip64EndLength)
        {
            return null;
        }

        var end = new byte[Zip64EndLength];
        stream.Position = at;
        stream.ReadExactly(end);
        return BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48));
    }

    private static DateTimeOffset? Find(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            var (id, length) = (UInt16(extra, 0), UInt16(extra, 2));
            if (length > extra.Length - 4)
            {
                return null;
            }

            var field = extra.Slice(4, length);
            if (id == Timestamp && length >= 5 && (field[0] & 1) != 0)
            {
                return DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt32LittleEndian(field[1..]));
            }

            // Four bytes without meaning, then the first of its attributes, whose first part is the time.
            if (id == Ntfs && length >= 16 && UInt16(field, 4) == 1 && BinaryPrimitives.ReadInt64LittleEndian(field[8..]) is > 0 and var time && time < MostFileTime)
            {
                return DateTimeOffset.FromFileTime(time).ToUniversalTime();
            }

            extra = extra[(4 + length)..];
        }

        return null;
    }

    private static ushort UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);
}
