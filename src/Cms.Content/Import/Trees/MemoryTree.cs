using System.Diagnostics.CodeAnalysis;

namespace Cms.Content.Import.Trees;

/// <summary>Files at hand: standard input, an upload.</summary>
internal sealed class MemoryTree : IndexedTree
{
    private readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents;
    private readonly List<SiteFile> refused = [];

    public MemoryTree(string name, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents)
    {
        (Name, this.contents) = (name, contents);
        foreach (var path in contents.Keys)
        {
            var problem = MemberPaths.WhyUnsafe(path) ?? (TryAdd(path, TreeEntryKind.File) ? null : MemberPaths.Duplicate);
            if (problem is not null)
            {
                refused.Add(new(path, problem));
            }
        }
    }

    public override string Name { get; }

    public override IReadOnlyList<SiteFile> Refused => refused;

    public override bool TryRead(string file, out byte[] bytes, [NotNullWhen(false)] out ImportWarning? problem)
    {
        var content = contents[file];
        problem = content.Length > LargestFile ? TooLarge : null;
        bytes = problem is null ? content.ToArray() : [];
        return problem is null;
    }
}
