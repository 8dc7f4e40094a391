using Cms.Answers;
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
    private const int MostFiles = 10_000;

    // Single files are held in memory while they are taken in; of an archive, only what is being read.
    private const long LargestFiles = 64L * 1024 * 1024;

    // What stands between the files of a form.
    private const long Framing = 16L * 1024 * 1024;

    private static readonly string[] ArchiveTypes = ["application/zip", "application/x-zip-compressed", "application/x-tar", "application/gzip", "application/x-gzip", "application/octet-stream"];

    public static IReadOnlyList<string> Types { get; } = [Form, .. ArchiveTypes, MediaTypes.Markdown, MediaTypes.NdJson];

    /// <summary>Reads all of it.</summary>
    /// <returns>To be disposed of by the caller.</returns>
    /// <exception cref="ProblemException">400, 413, 415 or 422.</exception>
    public static async Task<Spool> ReadAsync(HttpRequest request, long maximumBytes, CancellationToken ct)
    {
        var type = TypeOf(request);
        if (request.ContentLength > maximumBytes + (type == Form ? Framing : 0))
        {
            throw Spool.TooLarge(maximumBytes);
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
                if (spool.Files.Count == MostFiles)
                {
                    throw new ProblemException(Problem.Of(ProblemKind.BodyTooLarge, $"The form has more than {MostFiles} files. Pack them into an archive."));
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
        if (spool.Files.Count == 0 || spool.Length == 0)
        {
            throw Unreadable("There is nothing in the body. Send an archive of a blog, or Markdown files.");
        }

        var archives = 0;
        foreach (var file in spool.Files)
        {
            archives += SentImports.IsArchive(await spool.StartOfAsync(file, SentImports.MarkLength, ct)) ? 1 : 0;
        }

        if (ArchiveTypes.Contains(type, StringComparer.Ordinal) && archives == 0)
        {
            throw Unreadable("The body is neither a zip nor a tar, packed by gzip or not.");
        }

        if (archives > 0 && (spool.Files.Count > 1 || type is MediaTypes.Markdown or MediaTypes.NdJson))
        {
            throw Refused("An archive comes alone. Send one in each request.");
        }

        if (archives == 0 && type != MediaTypes.NdJson && spool.Length > LargestFiles)
        {
            throw new ProblemException(Problem.Of(ProblemKind.BodyTooLarge, $"Single files may have {LargestFiles} bytes together. Pack them into an archive."));
        }

        await NameAsync(spool, mayBeUnnamed: archives > 0 || type == MediaTypes.NdJson, ct);
    }

    private static async Task NameAsync(Spool spool, bool mayBeUnnamed, CancellationToken ct)
    {
        if (!mayBeUnnamed && spool.Files is [{ Name: "" } unnamed])
        {
            var text = await spool.StartOfAsync(unnamed, (int)unnamed.Length, ct);
            spool.Rename(_ => UnnamedText.NameOf(text));
        }

        if (spool.Files.Select(file => file.Name).GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(name => name.Count() > 1) is { } twice)
        {
            throw Refused($"Two files are called '{twice.Key}'. Give each the path that it has in its blog as its filename.");
        }

        if (spool.Files.Any(file => file.Name.Contains('\0', StringComparison.Ordinal)))
        {
            throw Refused("The name of a file holds a NUL. Give it another.");
        }
    }

    private static ProblemException Unreadable(string detail) => new(Problem.Of(ProblemKind.InvalidBody, detail));

    private static ProblemException Refused(string detail) => new(Problem.Of(ProblemKind.InvalidProperty, detail));
}
