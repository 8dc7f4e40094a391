using System.Buffers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>An answer as it goes out: its headers, and its bytes in one coding. It can be kept and sent to any number of clients.</summary>
/// <param name="Bytes">In the coding that the headers name.</param>
internal sealed record FinishedAnswer(ReadOnlyMemory<byte> Bytes, string ContentType)
{
    // What the objects of an answer and its place among the others take besides its bytes and its texts; a bound on memory counts it.
    private const int Overhead = 400;

    /// <summary>Null for an answer that has none and is sent anew each time.</summary>
    public EntityTagHeaderValue? Tag { get; init; }

    /// <summary>Since when the content is as it is; null where nobody knows.</summary>
    public Unchanged? Unchanged { get; init; }

    /// <summary>The status where the client does not have the content already.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    public string? ContentEncoding { get; init; }

    public required string Vary { get; init; }

    public required KeyValuePair<string, StringValues>[] Headers { get; init; }

    /// <summary>The length of the content, where <see cref="Bytes"/> are packed and have to be unpacked before they go out; else 0.</summary>
    private int UnpackedLength { get; init; }

    public bool IsPacked => UnpackedLength > 0;

    /// <summary>How much memory it takes, in bytes.</summary>
    public int Size => Bytes.Length + Overhead + Headers.Sum(header => header.Value.Sum(value => 2 * value?.Length ?? 0));

    /// <summary>The same without the room that its buffer had besides.</summary>
    public FinishedAnswer Trim() => MemoryMarshal.TryGetArray(Bytes, out var buffer) && buffer.Array!.Length > buffer.Count ? this with { Bytes = Bytes.ToArray() } : this;

    /// <summary>The same in less memory, for a few microseconds more each time that it is sent; null where that gains nothing.</summary>
    public FinishedAnswer? Pack() =>
        UnpackedLength == 0 && ContentEncoding is null && Packing.Pack(Bytes.Span) is { } packed ? this with { Bytes = packed, UnpackedLength = Bytes.Length } : null;

    /// <summary>A packed one as it was.</summary>
    public FinishedAnswer Unpack()
    {
        var bytes = new byte[UnpackedLength];
        Packing.Unpack(Bytes.Span, bytes);
        return this with { Bytes = bytes, UnpackedLength = 0 };
    }

    public Task SendAsync(HttpContext context)
    {
        var request = context.Request;
        var response = context.Response;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        response.Headers.Append(HeaderNames.Vary, Vary);
        if (Unchanged is not null)
        {
            response.Headers.LastModified = Unchanged.Text;
        }

        if (IsKnown(request))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.StatusCode = Status;
        response.ContentType = ContentType;
        if (ContentEncoding is not null)
        {
            response.Headers.ContentEncoding = ContentEncoding;
        }

        response.ContentLength = IsPacked ? UnpackedLength : Bytes.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask
            : IsPacked ? SendUnpackedAsync(response, context.RequestAborted)
            : response.Body.WriteAsync(Bytes, context.RequestAborted).AsTask();
    }

    private async Task SendUnpackedAsync(HttpResponse response, CancellationToken ct)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(UnpackedLength);
        try
        {
            Packing.Unpack(Bytes.Span, buffer);
            await response.Body.WriteAsync(buffer.AsMemory(0, UnpackedLength), ct);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // If-None-Match wins over If-Modified-Since (RFC 9110, section 13.2.2), and it compares weakly.
    private bool IsKnown(HttpRequest request)
    {
        if (Tag is null)
        {
            return false;
        }

        if (request.Headers.IfNoneMatch is { Count: > 0 } known)
        {
            return (known.Count == 1 && known[0] == Tag.Tag)
                || request.GetTypedHeaders().IfNoneMatch.Any(tag => tag.Tag == EntityTagHeaderValue.Any.Tag || tag.Compare(Tag, useStrongComparison: false));
        }

        return Unchanged is not null
            && request.Headers.IfModifiedSince.Count > 0
            && request.GetTypedHeaders().IfModifiedSince is { } since
            && Unchanged.Second <= since.ToUnixTimeSeconds();
    }
}
