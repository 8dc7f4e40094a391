using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Content.Import;

namespace Cms.CommandLine;

/// <summary>An import's report for a program.</summary>
internal static class ImportReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static Task WriteAsync(ImportReport report, TextWriter output) => output.WriteLineAsync(JsonSerializer.Serialize(
        new Report(
            Enum.GetValues<ImportedFileStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), report.Count, StringComparer.Ordinal),
            [
                .. report.Files.Select(file => new ReportedFile(
                    file.File,
                    file.Status,
                    file.PostId is { } id ? new ReportedPost(id, file.Path) : null,
                    file.Warnings,
                    file.Error)),
            ]),
        Options));

    private sealed record Report(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ReportedFile> Files);

    private sealed record ReportedFile(string File, ImportedFileStatus Status, ReportedPost? Post, IReadOnlyList<ImportWarning> Warnings, ImportWarning? Error);

    private sealed record ReportedPost(Guid Id, string? Path);
}
