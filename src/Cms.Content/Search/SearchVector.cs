using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Cms.Content.Search;

/// <summary>
/// A tsvector as PostgreSQL takes it in: the number of lexemes, then of each its text, how many places it has, and these with their weight
/// (<c>tsvectorrecv</c> in src/backend/utils/adt/tsvector.c). It reads that at a fraction of what its notation costs. Lexemes may come in any order.
/// </summary>
internal sealed class SearchVector
{
    /// <summary>All behind it stand at one place, so that no phrase goes on there.</summary>
    public const int HighestPosition = 16_383;

    // What PostgreSQL has room for: of a vector 1,048,575 bytes, of a lexeme 2,046.
    private const int MostBytes = 1_000_000;
    private const int MostLexemeBytes = 2_000;

    private const int MostPositions = 250;

    // Lexeme, position and weight, so that they sort in this order.
    private readonly List<ulong> places = [];

    /// <param name="lexeme">Its place in what is given to <see cref="ToBytes"/>.</param>
    /// <param name="weight"><c>A</c> to <c>D</c>.</param>
    public void Add(int lexeme, int position, char weight) =>
        places.Add(((ulong)lexeme << 16) | ((ulong)Math.Min(position, HighestPosition) << 2) | (uint)('D' - weight));

    public byte[] ToBytes(IReadOnlyList<string> lexemes)
    {
        places.Sort();
        var all = CollectionsMarshal.AsSpan(places);
        var bytes = new byte[SizeOf(all, lexemes)];
        var end = sizeof(int);
        var room = MostBytes;
        var count = 0;
        while (!all.IsEmpty)
        {
            var own = OfFirst(all);
            var lexeme = lexemes[(int)(all[0] >> 16)];
            all = all[own.Length..];
            var size = Encoding.UTF8.GetByteCount(lexeme);
            room -= size + (2 * Math.Min(own.Length, MostPositions)) + 3;
            if (size > MostLexemeBytes || room < 0)
            {
                continue;
            }

            end += Encoding.UTF8.GetBytes(lexeme, bytes.AsSpan(end)) + 1;
            var positions = bytes.AsSpan(end);
            end += sizeof(short) + (sizeof(short) * WritePositions(own, positions));
            count++;
        }

        BinaryPrimitives.WriteInt32BigEndian(bytes, count);
        return end == bytes.Length ? bytes : bytes.AsSpan(0, end).ToArray();
    }

    private static int WritePositions(ReadOnlySpan<ulong> places, Span<byte> bytes)
    {
        var written = 0;
        for (var i = 0; i < places.Length && written < MostPositions; i++)
        {
            // Of several weights at one place the highest one counts.
            if (i + 1 == places.Length || places[i] >> 2 != places[i + 1] >> 2)
            {
                var (position, weight) = ((ushort)(places[i] >> 2) & HighestPosition, (ushort)(places[i] & 3));
                written++;
                BinaryPrimitives.WriteUInt16BigEndian(bytes[(sizeof(short) * written)..], (ushort)((weight << 14) | position));
            }
        }

        BinaryPrimitives.WriteUInt16BigEndian(bytes, (ushort)written);
        return written;
    }

    private static ReadOnlySpan<ulong> OfFirst(ReadOnlySpan<ulong> places)
    {
        var count = 1;
        while (count < places.Length && places[count] >> 16 == places[0] >> 16)
        {
            count++;
        }

        return places[..count];
    }

    private static int SizeOf(ReadOnlySpan<ulong> places, IReadOnlyList<string> lexemes)
    {
        var size = sizeof(int);
        while (!places.IsEmpty)
        {
            var own = OfFirst(places);
            size += Encoding.UTF8.GetByteCount(lexemes[(int)(places[0] >> 16)]) + 1 + sizeof(short) + (sizeof(short) * own.Length);
            places = places[own.Length..];
        }

        return size;
    }
}
