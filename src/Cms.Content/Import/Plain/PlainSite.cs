using Cms.Content.Import.Trees;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Plain;

/// <summary>
/// A folder of Markdown that no generator made, or single files. There are no settings: a post's address is its file's path, front matter may be of
/// any kind, and what it leaves open comes from the file's name.
/// </summary>
internal sealed class PlainSite(SiteInput input) : Site(input)
{
    // What a folder says of itself. Named one by one they are posts like any other.
    private static readonly string[] AboutTheFolder = ["README", "LICENSE", "LICENCE", "CHANGELOG", "CONTRIBUTING", "CODE_OF_CONDUCT", "SECURITY"];

    private static readonly string[] PagesOfFolders = ["index", "main", "README"];

    /// <summary>Whether a file is what its folder is about, so that the folder's name is the post's.</summary>
    public static bool IsPageOfFolder(SiteFile file) => file.Folder.Length > 0 && IsNamed(file, PagesOfFolders);

    protected override SourceDefinition Define() => new() { Generator = Generator.Markdown, Prefix = Prefix };

    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.All;

    protected override IReadOnlyList<SiteFile> Find()
    {
        List<SiteFile> folders = [];
        var files = TreeWalk.Files(Tree, "", folder =>
        {
            var name = folder[(folder.LastIndexOf('/') + 1)..];
            if (name is ['.', ..] or "node_modules")
            {
                return false;
            }

            if (MarkdownNames.IsMarkdown(name))
            {
                folders.Add(new SiteFile(folder).Refused("is-folder", "This is a folder with the name of a post. What is in it was read by itself."));
            }

            return true;
        });
        var holdsFoldersAlone = IsWhole && HoldsFoldersAlone(files);
        return [.. files.Select(file => Judge(file, holdsFoldersAlone)).Concat(folders).OrderBy(file => file.File, StringComparer.Ordinal)];
    }

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now) =>
        new PlainPostReader(this, file, markdown, bytes, now).Read();

    // Each note in a folder of its own, as GitHub shows them. Where there are others, a README is about those.
    private static bool HoldsFoldersAlone(IEnumerable<SiteFile> files) => files
        .Where(file => file.Problem is null && MarkdownNames.IsMarkdown(file.File) && file.Name[0] != '.')
        .All(file => IsNamed(file, file.Folder.Length > 0 ? ["README"] : AboutTheFolder));

    private static bool IsNamed(SiteFile file, ReadOnlySpan<string> names) =>
        names.Contains(Path.GetFileNameWithoutExtension(file.Name), StringComparer.OrdinalIgnoreCase);

    private SiteFile Judge(SiteFile file, bool holdsFoldersAlone) => file.Problem is not null ? file
        : !MarkdownNames.IsMarkdown(file.File) ? file.Ignored("not-markdown", "The file's extension is none of Markdown.")
        : file.Name[0] == '.' ? file.Ignored("excluded", "Files whose names start with a dot are passed over.")
        : IsWhole && IsNamed(file, AboutTheFolder) && !(holdsFoldersAlone && IsPageOfFolder(file))
            ? file.Ignored("about-the-folder", "By its name, the file is about the folder. Import it by itself if it is a post.")
        : file;
}
