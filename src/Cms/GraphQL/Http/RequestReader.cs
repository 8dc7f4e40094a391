using System.Text.Json;
using System.Text.Unicode;
using Cms.GraphQL.Limits;
using Microsoft.Net.Http.Headers;

namespace Cms.GraphQL.Http;

/// <summary>Reads requests as GraphQL over HTTP lays them out.</summary>
internal static class RequestReader
{
    /// <summary>Reads the parameters of a GET.</summary>
    /// <exception cref="HttpRefusal">They cannot be read.</exception>
    public static GraphQLRequest ReadQuery(HttpRequest request)
    {
        using var variables = ReadParameter(request, "variables");
        using var extensions = ReadParameter(request, "extensions");
        return Refusing(() => GraphQLRequest.Read(
            ReadText(request, "query"), ReadText(request, "operationName"), variables?.RootElement, extensions?.RootElement));
    }

    /// <summary>Reads the body of a POST, whatever it says.</summary>
    /// <exception cref="HttpRefusal">It is of another type, or too large.</exception>
    public static Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, GraphQLOptions limits, CancellationToken ct)
    {
        RequireJson(request);
        return ReadBytesAsync(request, limits.MaxBodyBytes, ct);
    }

    /// <summary>Understands a body: one request, or a batch of several.</summary>
    /// <exception cref="HttpRefusal">It cannot be read.</exception>
    public static (IReadOnlyList<GraphQLRequest> Requests, bool IsBatch) ReadBody(ReadOnlyMemory<byte> bytes, GraphQLOptions limits)
    {
        using var body = Parse(bytes, "The body");
        if (body.RootElement.ValueKind != JsonValueKind.Array)
        {
            return ([Refusing(() => GraphQLRequest.Read(body.RootElement))], false);
        }

        var size = body.RootElement.GetArrayLength();
        return size >= 1 && size <= limits.MaxBatch
            ? (Refusing(() => body.RootElement.EnumerateArray().Select(GraphQLRequest.Read).ToList()), true)
            : throw new HttpRefusal(StatusCodes.Status400BadRequest, "BATCH_TOO_LARGE", $"A batch has 1 to {limits.MaxBatch} requests, and this one has {size}.");
    }

    private static void RequireJson(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals(ResponseType.Json, StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpRefusal(
                StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", $"The body is {(request.ContentType is null ? "of no type" : $"'{request.ContentType}'")}. Send it as application/json.");
        }

        if (type.Charset.HasValue && !HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        {
            throw new HttpRefusal(StatusCodes.Status415UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE", $"The body is encoded as '{type.Charset}'. Send it in UTF-8.");
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBytesAsync(HttpRequest request, int most, CancellationToken ct)
    {
        if (request.ContentLength > most)
        {
            throw TooLarge(most);
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > most)
            {
                throw TooLarge(most);
            }

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    // Given twice, it would be understood as both with a comma between, and a comma is a blank in GraphQL.
    private static string? ReadText(HttpRequest request, string name) => request.Query[name] is { Count: <= 1 } given
        ? given
        : throw new HttpRefusal($"'{name}' is there more than once.");

    private static JsonDocument? ReadParameter(HttpRequest request, string name)
    {
        if (ReadText(request, name) is not { Length: > 0 } text)
        {
            return null;
        }

        var value = Parse(System.Text.Encoding.UTF8.GetBytes(text), $"'{name}'");
        if (value.RootElement.ValueKind == JsonValueKind.Object)
        {
            return value;
        }

        var isNull = value.RootElement.ValueKind == JsonValueKind.Null;
        value.Dispose();
        return isNull ? null : throw new HttpRefusal($"'{name}' is a JSON object or null.");
    }

    private static JsonDocument Parse(ReadOnlyMemory<byte> json, string what)
    {
        if (!Utf8.IsValid(json.Span))
        {
            throw new HttpRefusal($"{what} is not in UTF-8. Encode it so, or write what is beyond ASCII as \\u and four digits.");
        }

        try
        {
            return JsonDocument.Parse(json, JsonValues.Reading);
        }
        catch (JsonException unreadable)
        {
            var where = unreadable.LineNumber is { } line ? $" (line {line + 1}, byte {unreadable.BytePositionInLine + 1})" : "";
            throw new HttpRefusal(
                StatusCodes.Status400BadRequest, "BAD_REQUEST", $"{what} is not JSON that is taken here{where}: it has no key twice, and nothing nested more than {JsonValues.Reading.MaxDepth} deep.");
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode(what);
        }
    }

    private static T Refusing<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RequestRefusal refusal)
        {
            throw new HttpRefusal(refusal);
        }
        catch (InvalidOperationException)
        {
            throw NoUnicode("The request");
        }
    }

    // JSON may escape half a surrogate pair ("\ud800"); its reader finds out when it makes a text of it.
    private static HttpRefusal NoUnicode(string what) => new($"{what} holds half a surrogate pair, such as \"\\ud800\" alone, which is no Unicode.");

    private static HttpRefusal TooLarge(int most) =>
        new(StatusCodes.Status413PayloadTooLarge, "BODY_TOO_LARGE", $"The body has more than {most} bytes. Ask for less, or in several requests.");
}
