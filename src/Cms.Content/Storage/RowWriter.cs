using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Cms.Content.Storage;

/// <summary>
/// Writes rows in the binary format of COPY: https://www.postgresql.org/docs/current/sql-copy.html. Each value is its length and its bytes, numbers with
/// the high byte first.
/// </summary>
/// <param name="columns">How many values each row has.</param>
internal sealed class RowWriter(int columns) : IDisposable
{
    private const int FirstSize = 64 * 1024;
    private const int Null = -1;
    private const byte JsonbVersion = 1;

    // PostgreSQL's numbers of its types: src/include/catalog/pg_type.dat.
    private const int IntegerType = 23;
    private const int TextType = 25;

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    // Where PostgreSQL counts time from, in microseconds.
    private static readonly DateTime Epoch = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstSize);
    private int length;

    public ReadOnlyMemory<byte> Written => buffer.AsMemory(0, length);

    public void Clear() => length = 0;

    /// <summary>The signature, no flags, and no more of a header.</summary>
    public void Begin()
    {
        Put("PGCOPY\n"u8);
        Put([0xff, (byte)'\r', (byte)'\n', 0]);
        Put([0, 0, 0, 0, 0, 0, 0, 0]);
    }

    public void BeginRow() => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), (short)columns);

    public void End() => BinaryPrimitives.WriteInt16BigEndian(Take(sizeof(short)), -1);

    public void Write(Guid value) => value.TryWriteBytes(TakeValue(16), bigEndian: true, out _);

    public void Write(Guid? value)
    {
        if (value is { } known)
        {
            Write(known);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(int value) => BinaryPrimitives.WriteInt32BigEndian(TakeValue(sizeof(int)), value);

    public void Write(int? value)
    {
        if (value is { } known)
        {
            Write(known);
        }
        else
        {
            WriteNull();
        }
    }

    public void Write(bool value) => TakeValue(1)[0] = value ? (byte)1 : (byte)0;

    public void Write(long value) => BinaryPrimitives.WriteInt64BigEndian(TakeValue(sizeof(long)), value);

    public void Write(string? value)
    {
        if (value is null)
        {
            WriteNull();
            return;
        }

        var start = length;
        var room = Utf8.GetMaxByteCount(value.Length);
        var size = Utf8.GetBytes(value, Take(sizeof(int) + room)[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(start), size);
        length = start + sizeof(int) + size;
    }

    public void Write(byte[]? value)
    {
        if (value is null)
        {
            WriteNull();
        }
        else
        {
            Write(value.AsSpan());
        }
    }

    public void Write(ReadOnlySpan<byte> value) => value.CopyTo(TakeValue(value.Length));

    public void Write(DateTimeOffset value)
    {
        // The driver takes the ends of .NET's time for those of PostgreSQL's, and so does all that it writes.
        var time = value.UtcDateTime;
        Write(time == DateTime.MinValue ? long.MinValue : time == DateTime.MaxValue ? long.MaxValue : (time - Epoch).Ticks / TimeSpan.TicksPerMicrosecond);
    }

    public void Write(DateTimeOffset? value)
    {
        if (value is { } known)
        {
            Write(known);
        }
        else
        {
            WriteNull();
        }
    }

    /// <summary>An array of one dimension, which is none where it is empty.</summary>
    public void Write(ReadOnlySpan<int> values)
    {
        var start = BeginArray(IntegerType, values.Length);
        foreach (var value in values)
        {
            Write(value);
        }

        EndArray(start);
    }

    /// <summary>The same of texts.</summary>
    public void Write(IReadOnlyCollection<string> values)
    {
        var start = BeginArray(TextType, values.Count);
        foreach (var value in values)
        {
            Write(value);
        }

        EndArray(start);
    }

    /// <param name="utf8">JSON, in UTF-8.</param>
    public void WriteJson(ReadOnlySpan<byte> utf8)
    {
        var value = TakeValue(1 + utf8.Length);
        value[0] = JsonbVersion;
        utf8.CopyTo(value[1..]);
    }

    public void Dispose() => ArrayPool<byte>.Shared.Return(buffer);

    private int BeginArray(int type, int count)
    {
        var start = length;
        Take(sizeof(int));
        PutNumber(count > 0 ? 1 : 0);
        PutNumber(0); // No value in it is null.
        PutNumber(type);
        if (count > 0)
        {
            PutNumber(count);
            PutNumber(1); // Where its indexes begin.
        }

        return start;
    }

    private void EndArray(int start) => BinaryPrimitives.WriteInt32BigEndian(buffer.AsSpan(start), length - start - sizeof(int));

    private void PutNumber(int value) => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), value);

    private void WriteNull() => BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), Null);

    private Span<byte> TakeValue(int size)
    {
        BinaryPrimitives.WriteInt32BigEndian(Take(sizeof(int)), size);
        return Take(size);
    }

    private void Put(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    private Span<byte> Take(int size)
    {
        if (buffer.Length - length < size)
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(2 * buffer.Length, checked(length + size)));
            Written.Span.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(buffer);
            buffer = larger;
        }

        length += size;
        return buffer.AsSpan(length - size, size);
    }
}
