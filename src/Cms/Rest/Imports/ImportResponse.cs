using System.Text.Json.Serialization;
using Cms.Content.Import;
using Cms.Content.Import.Queue;
using Cms.Rest.Queries;

namespace Cms.Rest.Imports;

/// <summary>An import that was sent in.</summary>
/// <param name="Source">The source that it is to be; null for lines of an export that name their own.</param>
/// <param name="By">The name of the key that sent it.</param>
/// <param name="Progress">Null before it has begun.</param>
/// <param name="Error">Why it failed; null for the rest.</param>
/// <param name="Report">What became of each file, as the command line reports it; only of one import by its id, and once it has ended.</param>
internal sealed record ImportResponse(
    Guid Id,
    QueuedImportStatus Status,
    string? Source,
    bool DryRun,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string By,
    ImportProgressResponse? Progress,
    ImportFailureResponse? Error,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImportReportResponse? Report = null)
{
    public static ImportResponse From(QueuedImport import) => new(
        import.Id,
        import.Status,
        import.Order.Source,
        import.Order.DryRun,
        import.CreatedAt,
        import.StartedAt,
        import.EndedAt,
        import.By,
        import is { Done: { } done, Total: { } total } ? new(done, total) : null,
        import.Error is { } error ? new(error.Code, error.Message) : null);
}

/// <summary>How far it is, in files.</summary>
internal sealed record ImportProgressResponse(int Done, int Total);

/// <param name="Code">Stable: what a program may look at.</param>
/// <param name="Message">What went wrong and what to do about it.</param>
internal sealed record ImportFailureResponse(string Code, string Message);

/// <param name="Counts">How many files ended so, by status.</param>
/// <param name="Files">Those of posts that were purged since are left out.</param>
internal sealed record ImportReportResponse(IReadOnlyDictionary<string, int> Counts, IReadOnlyList<ReportedFile> Files);

internal sealed record ImportPageResponse(IReadOnlyList<ImportResponse> Items, PageResponse Page);
