using System.Buffers;
using ZstdSharp;

namespace Cms.Answers;

/// <summary>Bytes in less memory. Zstandard, which unpacks a post in some ten microseconds and makes less than half of it.</summary>
internal static class Packing
{
    // Below this, unpacking costs more than the room is worth.
    private const int Smallest = 1024;
    private const int Level = 1;

    [ThreadStatic]
    private static Compressor? compressor;

    [ThreadStatic]
    private static Decompressor? decompressor;

    /// <returns>Null where it gains little.</returns>
    public static byte[]? Pack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Smallest)
        {
            return null;
        }

        var buffer = ArrayPool<byte>.Shared.Rent(Compressor.GetCompressBound(bytes.Length));
        try
        {
            var length = (compressor ??= new(Level)).Wrap(bytes, buffer);
            return length < bytes.Length * 0.9 ? buffer.AsSpan(0, length).ToArray() : null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <param name="target">At least as long as the bytes were before.</param>
    public static void Unpack(ReadOnlySpan<byte> packed, Span<byte> target) => (decompressor ??= new()).Unwrap(packed, target);
}
