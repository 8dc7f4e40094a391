using Cms.Content.Import.Trees;

namespace Cms.Content.Import.Hugo;

/// <summary>Finds a site's pages (https://gohugo.io/content-management/page-bundles/).</summary>
internal sealed class HugoContent(FileTree tree, HugoConfiguration configuration)
{
    private HashSet<string> bundles = [];

    /// <summary>All files of the content folders, in the order of their paths.</summary>
    public IReadOnlyList<SiteFile> Find()
    {
        List<SiteFile> found = [];
        foreach (var (folder, language) in configuration.ContentFolders.Where(content => tree.IsFolder(content.Folder)))
        {
            var others = configuration.ContentFolders.Select(content => content.Folder).Where(other => other != folder).ToHashSet(StringComparer.Ordinal);
            var files = TreeWalk.Files(tree, folder, path => path[(path.LastIndexOf('/') + 1)..] is not ['.', ..] && !others.Contains(path));
            bundles = files.Where(file => file.Problem is null && IsPage(file.File) && NameOf(file.Name).Name == "index").Select(file => file.Folder).ToHashSet(StringComparer.Ordinal);
            bundles.Remove(folder);
            found.AddRange(files.Select(file => Judge(file, folder, language)));
        }

        found.Sort((one, other) => string.CompareOrdinal(one.File, other.File));
        return found;
    }

    private SiteFile Judge(SiteFile file, string folder, string? language)
    {
        if (file.Problem is not null)
        {
            return file;
        }

        var (name, ofName) = NameOf(file.Name);
        var below = FileTree.Join(file.Folder.Length > folder.Length ? file.Folder[(folder.Length + 1)..] : "", name);
        var page = new HugoFile(file.File, name == "index" && below != name ? below[..^"/index".Length] : below, language ?? ofName ?? configuration.DefaultLanguage);
        return !IsPage(file.File) ? page.Ignored("not-markdown", "The file's extension is none of Markdown.")
            : file.Name is ['.' or '#', ..] || file.Name.EndsWith('~') ? page.Ignored("excluded", "Hugo passes over names that start with '.' or '#', or end with '~'.")
            : name == "_index" ? page.Ignored("section-page", "This is the page of a section, which lists posts and is none.")
            : name != "index" && IsInBundle(file.Folder) || (name == "index" && IsInBundle(Parent(file.Folder)))
                ? page.Ignored("page-resource", "The file belongs to the page whose 'index.md' is in its folder or above, and is no page itself.")
            : configuration.MainSections.Count > 0 && !configuration.MainSections.Contains(page.Section, StringComparer.Ordinal)
                ? page.Ignored("not-in-main-sections", "The settings name the sections that hold posts in 'mainSections', and this page is in none of them.")
            : page;
    }

    private bool IsInBundle(string folder)
    {
        for (var above = folder; above.Length > 0; above = Parent(above))
        {
            if (bundles.Contains(above))
            {
                return true;
            }
        }

        return false;
    }

    private static string Parent(string folder) => folder[..Math.Max(0, folder.LastIndexOf('/'))];

    // 'name.de.md' is the German 'name' where the settings know German.
    private (string Name, string? Language) NameOf(string file)
    {
        var name = MarkdownNames.WithoutExtension(file);
        var language = Path.GetExtension(name).TrimStart('.');
        return language.Length > 0 && configuration.IsLanguage(language) ? (MarkdownNames.WithoutExtension(name), language) : (name, null);
    }

    private static bool IsPage(string file) => MarkdownNames.IsMarkdown(file) || Path.GetExtension(file) is ".html" or ".htm";
}
