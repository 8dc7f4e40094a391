using Cms.Answers;
using Cms.Content;
using Cms.Content.Import;
using Cms.Content.Import.Queue;
using Cms.Rest.Queries;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Imports;

/// <summary>Reads what is sent to be imported: an archive or a text as the body, or files of a form.</summary>
internal static class Upload
{
    public const string Form = "multipart/form-data";

    // What stands between the files of a form.
    private const long Framing = 16L * 1024 * 1024;

    private static readonly string[] ArchiveTypes = ["application/zip", "application/x-zip-compressed", "application/x-tar", "application/gzip", "application/x-gzip", "application/octet-stream"];

    public static IReadOnlyList<string> Types { get; } = [Form, .. ArchiveTypes, MediaTypes.Markdown, MediaTypes.NdJson];

    /// <summary>Reads all of it.</summary>
    /// <returns>To be disposed of by the caller.</returns>
    /// <exception cref="ProblemException">400 or 415.</exception>
    /// <exception cref="ContentException">Something of <see cref="UploadRules"/> does not hold.</exception>
    public static async Task<Spool> ReadAsync(HttpRequest request, long maximumBytes, CancellationToken ct)
    {
        var type = TypeOf(request);
        if (request.ContentLength > maximumBytes + (type == Form ? Framing : 0))
        {
            throw new ContentException(ContentError.UploadTooLarge.Beyond(maximumBytes));
        }

        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = maximumBytes + Framing;
        }

        var spool = new Spool(maximumBytes);
        try
        {
            await (type == Form ? ReadFormAsync(request, spool, ct) : spool.AddAsync(NameOf(request.Headers.ContentDisposition.ToString()) ?? "", request.Body, ct));
            await CheckAsync(spool, type, ct);
            return spool;
        }
        catch
        {
            await spool.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether lines of an export are sent.</summary>
    public static bool IsExport(HttpRequest request) => TypeOf(request) == MediaTypes.NdJson;

    private static string TypeOf(HttpRequest request)
    {
        var type = MediaTypeHeaderValue.TryParse(request.ContentType, out var parsed) ? parsed.MediaType.Value?.ToLowerInvariant() : null;
        if (type is not null && Types.Contains(type, StringComparer.Ordinal) && request.Headers.ContentEncoding.Count == 0)
        {
            return type;
        }

        request.HttpContext.Response.Headers["Accept-Post"] = string.Join(", ", Types);
        throw new ProblemException(Problem.Of(ProblemKind.UnsupportedMediaType, request.Headers.ContentEncoding.Count > 0
            ? "A body with a Content-Encoding is not taken. Send it as it is."
            : $"The body is {(type is null ? "of no type" : $"'{type}'")}. Send {string.Join(", ", Types)}, and say so in Content-Type."));
    }

    private static async Task ReadFormAsync(HttpRequest request, Spool spool, CancellationToken ct)
    {
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > 200)
        {
            throw Unreadable("The form's Content-Type names no boundary.");
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            while (await reader.ReadNextSectionAsync(ct) is { } section)
            {
                var name = NameOf(section.ContentDisposition) ?? throw Unreadable("A part of the form is no file: it has no filename. What is asked stands in the address: ?source=blog&dryRun=true.");
                if (UploadRules.TooMany(spool.Files.Count + 1) is { } tooMany)
                {
                    throw new ContentException(tooMany);
                }

                await spool.AddAsync(name, section.Body, ct);
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or (IOException and not BadHttpRequestException))
        {
            throw Unreadable("The form is broken: it ends too early, or its parts are not set apart by its boundary.");
        }
    }

    private static string? NameOf(string? disposition) =>
        !string.IsNullOrEmpty(disposition) && ContentDispositionHeaderValue.TryParse(disposition, out var parsed)
        && HeaderUtilities.RemoveQuotes(parsed.FileNameStar.HasValue ? parsed.FileNameStar : parsed.FileName).Value is { Length: > 0 } name
            ? name
            : null;

    private static async Task CheckAsync(Spool spool, string type, CancellationToken ct)
    {
        var archives = 0;
        foreach (var file in spool.Files)
        {
            archives += SentImports.IsArchive(await spool.StartOfAsync(file, SentImports.MarkLength, ct)) ? 1 : 0;
        }

        if (ArchiveTypes.Contains(type, StringComparer.Ordinal) && archives == 0 && spool.Length > 0)
        {
            throw Unreadable("The body is neither a zip nor a tar, packed by gzip or not.");
        }

        UploadRules.CheckContents(spool.Files, archives, type switch
        {
            MediaTypes.Markdown => UploadForm.Markdown,
            MediaTypes.NdJson => UploadForm.Lines,
            _ => UploadForm.Files,
        });
        if (archives == 0 && type != MediaTypes.NdJson && spool.Files is [{ Name: "" } unnamed])
        {
            var text = await spool.StartOfAsync(unnamed, (int)unnamed.Length, ct);
            spool.Rename(_ => UnnamedText.NameOf(text));
        }

        UploadRules.CheckNames(spool.Files);
    }

    private static ProblemException Unreadable(string detail) => new(Problem.Of(ProblemKind.InvalidBody, detail));
}
