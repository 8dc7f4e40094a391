using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Hosting;
using Cms.Rendering;
using Cms.Rest.Posts;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Export;

/// <summary>Posts as lines of JSON, written while they are read: what is held does not grow with their number.</summary>
internal sealed record ExportAnswer(PostSnapshots Snapshots, PostAnswers Answers, ExportPlaces Places, PostFilter? Filter, BodyFormat Body) : IResult
{
    private const int BytesAtOnce = 64 * 1024;
    private const int TagLength = 16;

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        var ct = httpContext.RequestAborted;
        AnswerCache.Decline(httpContext);
        using var place = await Places.TakeAsync(ct);
        await using var snapshot = await Snapshots.OpenAsync(ct);
        var coding = ContentCoding.Choose(httpContext.Request.Headers.AcceptEncoding);
        var tag = TagOf(httpContext, snapshot.Version, coding);
        var response = httpContext.Response;
        WriteHeaders(httpContext, tag);
        if (httpContext.Request.GetTypedHeaders().IfNoneMatch.Any(known => known.Tag == "*" || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = $"{MediaTypes.NdJson}; charset=utf-8";
        if (coding.Name is not null)
        {
            response.Headers.ContentEncoding = coding.Name;
        }

        if (HttpMethods.IsHead(httpContext.Request.Method))
        {
            return;
        }

        await using var encoder = EncoderOf(coding, response.Body);
        await WriteAsync(snapshot, encoder ?? response.Body, ct);
    }

    private async Task WriteAsync(PostSnapshot snapshot, Stream output, CancellationToken ct)
    {
        var buffer = new ArrayBufferWriter<byte>(BytesAtOnce);
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Json.Options.Encoder });
        await foreach (var (post, earlierPaths) in snapshot.ReadAsync(Filter, Body != BodyFormat.None ? PostParts.Body : PostParts.None, ct))
        {
            Answers.Write(json, post, Body, ct, earlierPaths: earlierPaths);
            await json.FlushAsync(ct);
            json.Reset();
            buffer.Write("\n"u8);
            if (buffer.WrittenCount >= BytesAtOnce)
            {
                await output.WriteAsync(buffer.WrittenMemory, ct);
                buffer.ResetWrittenCount();
            }
        }

        await output.WriteAsync(buffer.WrittenMemory, ct);
    }

    private static Stream? EncoderOf(ContentCoding coding, Stream body) => coding.Name switch
    {
        "br" => new BrotliStream(body, CompressionLevel.Fastest, leaveOpen: true),
        "gzip" => new GZipStream(body, CompressionLevel.Fastest, leaveOpen: true),
        _ => null,
    };

    private static void WriteHeaders(HttpContext context, EntityTagHeaderValue tag)
    {
        var headers = context.Response.Headers;
        headers.ETag = tag.ToString();
        headers.CacheControl = $"public, max-age={context.RequestServices.GetRequiredService<IOptions<DeliveryOptions>>().Value.MaxAge}, must-revalidate";
        headers.Append(HeaderNames.Vary, $"{HeaderNames.Accept}, {HeaderNames.AcceptEncoding}");
        headers.XContentTypeOptions = "nosniff";
        headers["Surrogate-Key"] = "posts";
    }

    // The content's version, the question, and all that decides how an answer looks: the bytes follow from these, and are not there yet.
    private EntityTagHeaderValue TagOf(HttpContext context, long version, ContentCoding coding)
    {
        var services = context.RequestServices;
        var seed = JsonSerializer.Serialize(new
        {
            Program = typeof(ExportAnswer).Module.ModuleVersionId,
            version,
            Body,
            Query = context.Request.QueryString.Value,
            Delivery = services.GetRequiredService<IOptions<DeliveryOptions>>().Value,
            Site = services.GetRequiredService<IOptions<SiteOptions>>().Value,
            Rendering = services.GetRequiredService<IOptions<RenderingSettings>>().Value,
            Zone = services.GetRequiredService<IOptions<TimeZoneOptions>>().Value.TimeZone,
        });
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        return new($"\"{Base64Url.EncodeToString(hash.AsSpan(0, TagLength))}{coding.TagSuffix}\"");
    }
}
