using System.Diagnostics.CodeAnalysis;
using Cms.Content.Import.Trees;

namespace Cms.Content.Import.Lines;

/// <summary>The lines of one source, as files.</summary>
internal sealed class LinesTree(ExportedLines lines, string source) : FileTree
{
    private readonly Dictionary<string, ExportedLine> byFile = lines.All.Where(line => line.Source == source).ToDictionary(line => line.File, StringComparer.Ordinal);

    public override string Name => source;

    public IEnumerable<ExportedLine> Lines => byFile.Values;

    public ExportedLine Of(string file) => byFile[file];

    public override IReadOnlyList<TreeEntry> Entries(string folder) => folder.Length == 0 ? [.. byFile.Keys.Select(file => new TreeEntry(file, TreeEntryKind.File))] : [];

    public override TreeEntryKind? KindOf(string path) => byFile.ContainsKey(path) ? TreeEntryKind.File : null;

    public override bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem)
    {
        bytes = lines.Read(byFile[file]);
        problem = null;
        return true;
    }
}
