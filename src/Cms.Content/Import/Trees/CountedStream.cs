namespace Cms.Content.Import.Trees;

/// <summary>Reads from another stream, up to a number of bytes and no further.</summary>
internal sealed class CountedStream(Stream inner, long most) : Stream
{
    private long read;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => read;
        set => throw new NotSupportedException();
    }

    /// <exception cref="LimitException">The other stream holds more.</exception>
    public override int Read(byte[] buffer, int offset, int count)
    {
        var got = inner.Read(buffer, offset, count);
        read += got;
        return read > most ? throw new LimitException() : got;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    internal sealed class LimitException : Exception
    {
        public LimitException() : base("The stream holds more bytes than it may.")
        {
        }

        public LimitException(string message) : base(message)
        {
        }

        public LimitException(string message, Exception innerException) : base(message, innerException)
        {
        }
    }
}
