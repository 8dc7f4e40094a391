using System.Text.Json;
using System.Text.Unicode;
using Cms.Answers;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Queries;

/// <summary>A request's body, whole and bounded.</summary>
/// <param name="Type">The media type without its parameters.</param>
internal sealed record RequestBody(string Type, byte[] Bytes)
{
    // A body says what a post says; nobody nests that deep by hand.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <exception cref="ProblemException">415: of none of the types, or not in UTF-8 by what its type says; 413: too large; 400: a text that is not in UTF-8.</exception>
    public static async Task<RequestBody> ReadAsync(HttpRequest request, IReadOnlyList<string> types, long maximumBytes, CancellationToken ct)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        if (type is null || !types.Contains(type, StringComparer.Ordinal))
        {
            request.HttpContext.Response.Headers[HttpMethods.IsPatch(request.Method) ? "Accept-Patch" : "Accept-Post"] = string.Join(", ", types);
            throw new ProblemException(Problem.Of(
                ProblemKind.UnsupportedMediaType,
                $"The body is {(type is null ? "of no type" : $"'{type}'")}. Send {string.Join(" or ", types)}, and say so in Content-Type."));
        }

        if (parsed!.Charset is { HasValue: true } charset && !HeaderUtilities.RemoveQuotes(charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new ProblemException(Problem.Of(ProblemKind.UnsupportedMediaType, $"The body is in '{HeaderUtilities.RemoveQuotes(charset)}', as its Content-Type says. Send it in UTF-8."));
        }

        if (request.Headers.ContentEncoding is { Count: > 0 } codings && codings != "identity")
        {
            request.HttpContext.Response.Headers.AcceptEncoding = "identity";
            throw new ProblemException(Problem.Of(ProblemKind.UnsupportedMediaType, $"The body is packed by '{codings}'. Send it as it is, without Content-Encoding."));
        }

        var bytes = await ReadBytesAsync(request, maximumBytes, ct);

        // What is no JSON would be read by guessing, as a file is; nobody sees what was guessed here.
        return type.StartsWith("text/", StringComparison.Ordinal) && !Utf8.IsValid(bytes)
            ? throw new ProblemException(Problem.Of(ProblemKind.InvalidBody, "The body is not in UTF-8. Save the file as UTF-8 and send it again."))
            : new(type, bytes);
    }

    /// <summary>The body as a JSON object.</summary>
    /// <exception cref="ProblemException">400: it is none.</exception>
    public JsonElement ReadObject()
    {
        try
        {
            using var document = JsonDocument.Parse(Bytes, Strict);
            return document.RootElement.ValueKind == JsonValueKind.Object
                ? document.RootElement.Clone()
                : throw new ProblemException(Problem.Of(ProblemKind.InvalidBody, "The body is JSON, and no object. Send { … }."));
        }
        catch (JsonException unreadable)
        {
            var where = unreadable.LineNumber is { } line ? $" (line {line + 1}, byte {unreadable.BytePositionInLine + 1})" : "";
            throw new ProblemException(Problem.Of(ProblemKind.InvalidBody, $"The body is no JSON that can be read{where}: it is broken, nested deeper than {Strict.MaxDepth}, or names something twice."));
        }
        catch (InvalidOperationException)
        {
            // Names are looked at while duplicates are sought.
            throw new ProblemException(Problem.Of(ProblemKind.InvalidBody, "The body is no JSON that can be read: one of its names holds half a character (a lone surrogate)."));
        }
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, long maximumBytes, CancellationToken ct)
    {
        if (request.ContentLength > maximumBytes)
        {
            throw TooLarge(maximumBytes);
        }

        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > maximumBytes)
            {
                throw TooLarge(maximumBytes);
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static ProblemException TooLarge(long maximumBytes) =>
        new(Problem.Of(ProblemKind.BodyTooLarge, $"The body has more than {maximumBytes} bytes, which is the most that is taken here."));
}
