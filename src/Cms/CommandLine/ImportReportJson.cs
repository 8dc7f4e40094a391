using System.Text.Json;
using Cms.Content.Import;

namespace Cms.CommandLine;

/// <summary>Imports' reports for a program, as one.</summary>
internal static class ImportReportJson
{
    private static readonly JsonSerializerOptions Options = new(ReportedFile.Json) { WriteIndented = true };

    /// <summary>Writes while it goes through the files, so that a report of any length is never held as text.</summary>
    public static async Task WriteAsync(IReadOnlyList<ImportReport> reports, Stream output)
    {
        await JsonSerializer.SerializeAsync(
            output,
            new Report(
                ReportedFile.CountsOf(status => reports.Sum(report => report.Count(status))),
                reports.SelectMany(ReportedFile.AllOf),
                reports.SelectMany(report => report.Settings.Select(setting => new ReportedSetting(report.Source, setting.Line, setting.Code, setting.Message)))),
            Options);
        output.WriteByte((byte)'\n');
    }

    private sealed record Report(IReadOnlyDictionary<string, int> Counts, IEnumerable<ReportedFile> Files, IEnumerable<ReportedSetting> Settings);

    private sealed record ReportedSetting(string Source, int Line, string Code, string Message);
}
