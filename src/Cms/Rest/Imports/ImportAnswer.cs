using System.Text.Json;
using Cms.Answers;
using Cms.Content.Import;
using Cms.Content.Import.Queue;

namespace Cms.Rest.Imports;

/// <summary>One import with its report, written while the report is read: a blog of any size has one.</summary>
internal sealed record ImportAnswer(QueuedImport Import, SentImports Imports) : IResult
{
    private const int BytesAtOnce = 64 * 1024;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var (response, ct) = (httpContext.Response, httpContext.RequestAborted);
        response.Headers.CacheControl = "no-store";
        response.ContentType = Json.ContentType;
        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using var json = new Utf8JsonWriter(response.BodyWriter, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        json.WriteStartObject();
        foreach (var member in JsonSerializer.SerializeToElement(ImportResponse.From(Import), Json.Options).EnumerateObject())
        {
            member.WriteTo(json);
        }

        if (Import.Counts is { } counts)
        {
            await WriteReportAsync(json, counts, ct);
        }

        json.WriteEndObject();
        await json.FlushAsync(ct);
    }

    private async Task WriteReportAsync(Utf8JsonWriter json, IReadOnlyDictionary<ImportedFileStatus, int> counts, CancellationToken ct)
    {
        json.WriteStartObject("report");
        json.WritePropertyName("counts");
        JsonSerializer.Serialize(json, ReportedFile.CountsOf(status => counts.GetValueOrDefault(status)), Json.Options);
        json.WriteStartArray("files");
        await foreach (var file in Imports.FilesAsync(Import.Id, ct))
        {
            json.WriteRawValue(file);
            if (json.BytesPending > BytesAtOnce)
            {
                await json.FlushAsync(ct);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
