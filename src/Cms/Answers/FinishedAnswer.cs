using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Cms.Answers;

/// <summary>An answer as it goes out: its headers, and its bytes in one coding. It can be kept and sent to any number of clients.</summary>
/// <param name="Bytes">In the coding that the headers name.</param>
internal sealed record FinishedAnswer(ReadOnlyMemory<byte> Bytes, string ContentType)
{
    // What headers and the keeping itself take, roughly; a bound on memory counts it.
    private const int Overhead = 1024;

    /// <summary>Null for an answer that has none and is sent anew each time.</summary>
    public EntityTagHeaderValue? Tag { get; init; }

    /// <summary>The second since which the content is as it is; null where nobody knows.</summary>
    public long? UnchangedSince { get; init; }

    /// <summary>The status where the client does not have the content already.</summary>
    public int Status { get; init; } = StatusCodes.Status200OK;

    public string? ContentEncoding { get; init; }

    public required string Vary { get; init; }

    public required IReadOnlyList<KeyValuePair<string, StringValues>> Headers { get; init; }

    /// <summary>How much memory it takes, in bytes.</summary>
    public int Size => Bytes.Length + Overhead + Headers.Sum(header => header.Value.Sum(value => 2 * value?.Length ?? 0));

    public Task SendAsync(HttpContext context)
    {
        var request = context.Request;
        var response = context.Response;
        foreach (var (name, value) in Headers)
        {
            response.Headers[name] = value;
        }

        response.Headers.Append(HeaderNames.Vary, Vary);
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

        response.ContentLength = Bytes.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(Bytes, context.RequestAborted).AsTask();
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

        return UnchangedSince is { } unchanged
            && request.Headers.IfModifiedSince.Count > 0
            && request.GetTypedHeaders().IfModifiedSince is { } since
            && unchanged <= since.ToUnixTimeSeconds();
    }
}
