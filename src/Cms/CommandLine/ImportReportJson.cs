using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Content.Import;

namespace Cms.CommandLine;

/// <summary>Imports' reports for a program, as one.</summary>
internal static class ImportReportJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes while it goes through the files, so that a report of any length is never held as text.</summary>
    public static async Task WriteAsync(IReadOnlyList<ImportReport> reports, Stream output)
    {
        await JsonSerializer.SerializeAsync(
            output,
            new Report(
                Enum.GetValues<ImportedFileStatus>().ToDictionary(
                    status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), status => reports.Sum(report => report.Count(status)), StringComparer.Ordinal),
                reports.SelectMany(report => report.Files.Select(file => new ReportedFile(
                    report.Source,
                    file.File,
                    file.Status,
                    file.PostId is { } id ? new ReportedPost(id, file.Path) : null,
                    file.Warnings,
                    file.Error)))),
            Options);
        output.WriteByte((byte)'\n');
    }

    private sealed record Report(IReadOnlyDictionary<string, int> Counts, IEnumerable<ReportedFile> Files);

    private sealed record ReportedFile(string Source, string File, ImportedFileStatus Status, ReportedPost? Post, IReadOnlyList<ImportWarning> Warnings, ImportWarning? Error);

    private sealed record ReportedPost(Guid Id, string? Path);
}
