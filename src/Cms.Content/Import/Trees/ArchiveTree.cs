namespace Cms.Content.Import.Trees;

/// <summary>What archives have in common: members with names that nobody vouches for, mostly below one folder.</summary>
internal abstract class ArchiveTree(string name) : IndexedTree
{
    /// <summary>More members than any blog has files.</summary>
    protected const int MostMembers = 1_000_000;

    /// <summary>Text shrinks to a third or a tenth, the most repetitive to a fiftieth. Beyond this, something was packed to burst.</summary>
    protected const int LargestRatio = 200;

    // What macOS adds to every archive: one shadow for each file.
    private const string AppleShadows = "__MACOSX/";

    // Packed by itself, such a folder means something and is not the one around the blog.
    private static readonly string[] FoldersOfGenerators = ["_posts", "_drafts", "source", "content"];

    private readonly List<SiteFile> refused = [];

    public override string Name => name;

    public override IReadOnlyList<SiteFile> Refused => refused;

    /// <summary>Puts members into the index, without the one folder that all of them are in, if there is one.</summary>
    /// <param name="members">With the names that they have in the archive; folders end with a slash.</param>
    /// <returns>The members that can be read, by their path in the tree.</returns>
    protected Dictionary<string, T> Index<T>(IReadOnlyList<T> members, Func<T, ArchiveMember> describe)
    {
        var described = members.Select(member => (Member: member, About: Trimmed(describe(member))))
            .Where(member => !member.About.Path.StartsWith(AppleShadows, StringComparison.Ordinal))
            .ToList();
        var top = TopFolder(described.Select(member => member.About).Where(member => member.Problem is null));
        var files = new Dictionary<string, T>(StringComparer.Ordinal);
        foreach (var (member, about) in described)
        {
            var path = about.Path.StartsWith(top, StringComparison.Ordinal) ? about.Path[top.Length..] : about.Path;
            if (path.Length == 0)
            {
                continue;
            }

            if (about.Problem is not null)
            {
                refused.Add(new(path, about.Problem));
            }
            else if (!TryAdd(path, about.Kind))
            {
                refused.Add(new(path, MemberPaths.Duplicate));
            }
            else if (about.Kind == TreeEntryKind.File)
            {
                files.Add(path, member);
            }
        }

        return files;
    }

    private static ArchiveMember Trimmed(ArchiveMember member)
    {
        var path = member.Path.StartsWith("./", StringComparison.Ordinal) ? member.Path[2..] : member.Path;
        path = member.Kind == TreeEntryKind.Folder ? path.TrimEnd('/') : path;
        return member with { Path = path, Problem = path.Length == 0 ? null : MemberPaths.WhyUnsafe(path) ?? member.Problem };
    }

    private static string TopFolder(IEnumerable<ArchiveMember> members)
    {
        string? top = null;
        foreach (var member in members.Where(member => member.Path.Length > 0))
        {
            var slash = member.Path.IndexOf('/', StringComparison.Ordinal);
            var first = slash > 0 ? member.Path[..slash] : member.Kind == TreeEntryKind.Folder ? member.Path : null;
            if (first is null || (top ??= first) != first || FoldersOfGenerators.Contains(first, StringComparer.Ordinal))
            {
                return "";
            }
        }

        return top is null ? "" : $"{top}/";
    }

    protected static ImportException Bomb(string name, string what) =>
        new($"The archive '{name}' was refused: {what}, as in archives that are made to fill a machine. Pack the blog's folder again.") { IsArchive = true };

    protected static ImportException Damaged(string name, Exception cause) =>
        new($"The archive '{name}' cannot be read; it is damaged or no archive at all. Pack the blog's folder again.", cause) { IsArchive = true };
}

/// <param name="Path">As in the archive.</param>
/// <param name="Problem">What is wrong with the member besides its path; null for nothing.</param>
internal readonly record struct ArchiveMember(string Path, TreeEntryKind Kind, ImportWarning? Problem = null);
