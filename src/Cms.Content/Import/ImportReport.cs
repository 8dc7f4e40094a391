using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>What to import, and how.</summary>
/// <param name="Path">A folder.</param>
public sealed record ImportRequest(string Path)
{
    /// <summary>The name to keep the folder under; null for the folder's own.</summary>
    public string? Source { get; init; }

    /// <summary>Whose rules the files follow; null to recognise it by what lies there.</summary>
    public Generator? From { get; init; }

    /// <summary>What to put before every path (<c>/blog</c>); empty for nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Whether posts whose files have gone go to the trash.</summary>
    public bool Prune { get; init; }

    /// <summary>Whether files win over what was changed in the store since their last import.</summary>
    public bool Force { get; init; }

    /// <summary>Whether to report only, and write nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>How far an import is, in files.</summary>
public sealed record ImportProgress(int Done, int Total);

/// <summary>What an import did, file by file.</summary>
/// <param name="Source">The name of the source in the store.</param>
/// <param name="Files">In the order of their paths; those that have gone come last.</param>
public sealed record ImportReport(string Source, IReadOnlyList<ImportedFile> Files, TimeSpan Elapsed)
{
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

    /// <summary>Taken in, though what the file says and what was decided in the store differ; the store's decision stands.</summary>
    Conflict,

    /// <summary>Jekyll would not take it as a post either.</summary>
    Ignored,

    /// <summary>Should be a post and cannot be read.</summary>
    Refused,

    /// <summary>Was there at the last import and is not any more. Its post stays.</summary>
    Gone,
}

/// <param name="Line">The line of the file, counted from 1; null when it is about the whole file.</param>
/// <param name="Code">Stable and in kebab-case, for those who group or filter warnings.</param>
/// <param name="Message">What was found and what to do about it.</param>
public sealed record ImportWarning(int? Line, string Code, string Message);

/// <summary>An import that could not start. The message is a sentence for the person who asked for it.</summary>
public sealed class ImportException : Exception
{
    public ImportException()
    {
    }

    public ImportException(string message) : base(message)
    {
    }

    public ImportException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
