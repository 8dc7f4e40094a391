using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>What an import did, file by file.</summary>
/// <param name="Source">The name of the source in the store.</param>
/// <param name="Files">In the order of their paths; those that have gone come last.</param>
public sealed record ImportReport(string Source, IReadOnlyList<ImportedFile> Files, TimeSpan Elapsed)
{
    /// <summary>What of the blog's configuration is not followed.</summary>
    public IReadOnlyList<SourceWarning> Settings { get; init; } = [];

    /// <summary>How many files ended so. A status that no file has is not in it.</summary>
    public IReadOnlyDictionary<ImportedFileStatus, int> Counts { get; } =
        Files.CountBy(file => file.Status).ToDictionary(count => count.Key, count => count.Value);

    /// <summary>How many files ended so; 0 for none.</summary>
    public int Count(ImportedFileStatus status) => Counts.GetValueOrDefault(status);
}

/// <summary>What became of one file.</summary>
/// <param name="File">Path within the source, with forward slashes.</param>
/// <param name="PostId">The post that it is; null when it is none.</param>
/// <param name="Path">The post's address; null when the file is no post.</param>
/// <param name="Error">Why it is ignored or refused; null for the rest.</param>
public sealed record ImportedFile(
    string File,
    ImportedFileStatus Status,
    Guid? PostId,
    string? Path,
    IReadOnlyList<ImportWarning> Warnings,
    ImportWarning? Error);

public enum ImportedFileStatus
{
    Created,
    Updated,

    /// <summary>The same bytes under the same configuration as at the last import: nothing was written.</summary>
    Unchanged,

    /// <summary>The file has another name or folder now, and is the same post.</summary>
    Moved,

    /// <summary>Not taken, because what the file says and what was decided in the store differ; the store's decision stands.</summary>
    Conflict,

    /// <summary>Its generator would not take it for a post either.</summary>
    Ignored,

    /// <summary>Should be a post and cannot be read.</summary>
    Refused,

    /// <summary>Was there at the last import and is not any more. Its post stays, unless it was asked for that such posts go to the trash.</summary>
    Gone,
}

/// <param name="Line">The line of the file, counted from 1; null when it is about the whole file.</param>
/// <param name="Code">Stable and in kebab-case, for those who group or filter warnings.</param>
/// <param name="Message">What was found and what to do about it.</param>
public sealed record ImportWarning(int? Line, string Code, string Message);
