using System.Diagnostics.CodeAnalysis;

namespace Cms.Content.Import.Trees;

/// <summary>Single files on disk that were named one by one. Their paths start at the folder that they have in common, and nothing else in it is looked at.</summary>
internal sealed class LooseTree : IndexedTree
{
    private readonly FolderTree common;

    /// <param name="files">Absolute paths of files that are there; at least one.</param>
    public LooseTree(IReadOnlyList<string> files)
    {
        var folder = Path.GetDirectoryName(files[0])!;
        while (!files.All(file => file.StartsWith(WithSlash(folder), StringComparison.Ordinal)))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        common = new(folder);
        foreach (var file in files)
        {
            var path = SiteRoot.Within(folder, file);
            TryAdd(path, common.KindOf(path) is TreeEntryKind.Special ? TreeEntryKind.Special : TreeEntryKind.File);
        }
    }

    public override string Name => common.Name;

    public override bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem) => common.TryRead(file, out bytes, out problem);

    protected override DateTimeOffset? WrittenAt(string file) => common.LastWritten(file);

    private static string WithSlash(string folder) => Path.EndsInDirectorySeparator(folder) ? folder : folder + Path.DirectorySeparatorChar;
}
