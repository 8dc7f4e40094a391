using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Answers;
using Cms.Rest.Queries;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Render;

/// <summary>Reads the text to render from a request's body.</summary>
internal static class RenderBody
{
    private const int MaximumBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value : null;
        if (type is not (MediaTypes.Json or MediaTypes.Markdown))
        {
            request.HttpContext.Response.Headers["Accept-Post"] = $"{MediaTypes.Json}, {MediaTypes.Markdown}";
            throw new ProblemException(Problem.Of(
                ProblemKind.UnsupportedMediaType,
                $"The body is {(type is null ? "of no type" : $"'{type}'")}. Send {MediaTypes.Json} with the text as 'markdown', or the text itself as {MediaTypes.Markdown}."));
        }

        var bytes = await ReadBytesAsync(request, ct);
        return type == MediaTypes.Markdown ? Encoding.UTF8.GetString(bytes) : ReadJson(bytes);
    }

    private static async Task<byte[]> ReadBytesAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MaximumBytes)
        {
            throw TooLarge();
        }

        using var body = new MemoryStream();
        var buffer = new byte[81_920];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > MaximumBytes)
            {
                throw TooLarge();
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static string ReadJson(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<RenderRequest>(bytes, Strict)?.Markdown
                ?? throw new ProblemException(Problem.Of(
                    ProblemKind.InvalidBody,
                    "The text is missing. Send { \"markdown\": \"…\" }.",
                    new Dictionary<string, string[]>(StringComparer.Ordinal) { ["markdown"] = ["It is missing or null."] }));
        }
        catch (JsonException unreadable)
        {
            var where = unreadable.LineNumber is { } line ? $" (line {line + 1}, byte {unreadable.BytePositionInLine + 1})" : "";
            throw new ProblemException(Problem.Of(ProblemKind.InvalidBody, $"The body is not the JSON that is taken here{where}. Send {{ \"markdown\": \"…\" }}."));
        }
    }

    private static ProblemException TooLarge() => new(Problem.Of(ProblemKind.BodyTooLarge, "The body has more than 2 MiB, which is the most that is rendered at once."));
}

/// <param name="Markdown">The text, with or without front matter.</param>
internal sealed record RenderRequest(string? Markdown);
