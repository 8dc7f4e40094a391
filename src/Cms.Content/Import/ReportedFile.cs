using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Cms.Content.Import;

/// <summary>What became of a file, as reports in JSON have it.</summary>
/// <param name="Source">The name of its source.</param>
/// <param name="Post">The post that it is; null when it is none.</param>
public sealed record ReportedFile(string Source, string File, ImportedFileStatus Status, ReportedPost? Post, IReadOnlyList<ImportWarning> Warnings, ImportWarning? Error)
{
    /// <summary>How reports are written.</summary>
    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static IEnumerable<ReportedFile> AllOf(ImportReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return report.Files.Select(file => new ReportedFile(
            report.Source, file.File, file.Status, file.PostId is { } id ? new ReportedPost(id, file.Path) : null, file.Warnings, file.Error));
    }

    /// <summary>How many files ended so, for every status there is.</summary>
    public static IReadOnlyDictionary<string, int> CountsOf(Func<ImportedFileStatus, int> count) =>
        Enum.GetValues<ImportedFileStatus>().ToDictionary(status => JsonNamingPolicy.CamelCase.ConvertName(status.ToString()), count, StringComparer.Ordinal);
}

public sealed record ReportedPost(Guid Id, string? Path);
