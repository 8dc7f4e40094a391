using Cms.Content.Access;
using Cms.Content.Import.Lines;
using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>What to import, and how.</summary>
/// <param name="Path">A folder, a zip, a tar or a Markdown file; <c>-</c> where <paramref name="Path"/> stands for <see cref="Contents"/>.</param>
public sealed record ImportRequest(string Path)
{
    /// <summary>Single files to import together with the one that <see cref="Path"/> names.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary>
    /// Files that lie nowhere (standard input, an upload), by the path that each is to have within its source, with forward slashes. Null to read what
    /// <see cref="Path"/> names; else nothing is read from the disk.
    /// </summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? Contents { get; init; }

    /// <summary>Lines of an export, of which those of <see cref="Source"/> are taken. Null for files; else nothing else is read.</summary>
    public ExportedLines? Exported { get; init; }

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

    /// <summary>Who the audit says has imported it.</summary>
    public Actor By { get; init; } = Actor.CommandLine;

    /// <summary>Whether to report only, and write nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>How far an import is, in files.</summary>
public sealed record ImportProgress(int Done, int Total);
