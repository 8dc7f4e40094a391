using Cms.Content.Sources;

namespace Cms.Content.Import.Queue;

/// <summary>What was asked with an upload.</summary>
/// <param name="Files">The paths of what was sent, in order.</param>
/// <param name="IsArchive">Whether it is one archive.</param>
public sealed record ImportOrder(IReadOnlyList<string> Files, bool IsArchive)
{
    /// <summary>The source's name; null for the ones that lines of an export name.</summary>
    public string? Source { get; init; }

    /// <summary>Whether it is lines of an export.</summary>
    public bool IsExport { get; init; }

    public Generator? From { get; init; }

    public string Prefix { get; init; } = "";

    public bool Prune { get; init; }

    public bool Force { get; init; }

    public bool DryRun { get; init; }
}

/// <summary>A file of an upload.</summary>
/// <param name="Content">Holds the files one behind the other; can be sought.</param>
/// <param name="Offset">Where this one begins in it.</param>
public sealed record UploadedFile(string Name, Stream Content, long Offset, long Length);

/// <summary>An import that was sent in, and how far it is.</summary>
/// <param name="By">The name of the key that sent it.</param>
/// <param name="Done">Files dealt with so far; null before it has begun.</param>
/// <param name="Error">Why it failed; null for the rest.</param>
/// <param name="Counts">How many files ended so, by status; null until it has ended.</param>
public sealed record QueuedImport(
    Guid Id,
    QueuedImportStatus Status,
    DateTimeOffset CreatedAt,
    DateTimeOffset? StartedAt,
    DateTimeOffset? EndedAt,
    string By,
    ImportOrder Order,
    int? Done,
    int? Total,
    ImportFailure? Error,
    IReadOnlyDictionary<ImportedFileStatus, int>? Counts);

public enum QueuedImportStatus
{
    Queued,
    Running,

    /// <summary>It came to its end. Single files may have been refused.</summary>
    Succeeded,
    Failed,
}

/// <param name="Code">Stable, in kebab-case.</param>
public sealed record ImportFailure(string Code, string Message);
