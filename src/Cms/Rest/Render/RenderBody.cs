using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Answers;
using Cms.Rest.Queries;

namespace Cms.Rest.Render;

/// <summary>Reads the text to render from a request's body.</summary>
internal static class RenderBody
{
    private const int MaximumBytes = 2 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow };

    public static async Task<string> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        var body = await RequestBody.ReadAsync(request, [MediaTypes.Json, MediaTypes.Markdown], MaximumBytes, ct);
        return body.Type == MediaTypes.Markdown ? Encoding.UTF8.GetString(body.Bytes) : ReadJson(body.Bytes);
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
}

/// <param name="Markdown">The text, with or without front matter.</param>
internal sealed record RenderRequest(string? Markdown);
