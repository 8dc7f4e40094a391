using Cms.Content.Import.Eleventy;
using Cms.Content.Import.Gatsby;
using Cms.Content.Import.Hexo;
using Cms.Content.Import.Trees;
using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>Tells by what lies at the top of a blog which generator it was written for.</summary>
internal static class GeneratorRecognition
{
    private static readonly string[] HugoSettings = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];
    private static readonly string[] OldHugoSettings = ["config.toml", "config.yaml", "config.yml", "config.json"];

    /// <exception cref="ImportException">Nothing here is a post by the rules of any generator.</exception>
    public static Generator Of(SiteInput input) =>
        OfSettings(input.Tree) ?? (IsHexosSource(input) ? Generator.Hexo : OfPosts(input));

    private static Generator OfPosts(SiteInput input) =>
        // Who has left Jekyll for another often takes the folder along, so it counts where nothing else tells.
        input.Tree.IsFolder("_posts") || input.Tree.IsFolder("_drafts") ? Generator.Jekyll : OfFiles(input);

    // A folder of sources without the site around it. Jekyll would find no post in it: its posts' names all start with a day, Hexo's need not.
    private static bool IsHexosSource(SiteInput input)
    {
        if (!input.IsWhole || HexoConfiguration.SourceWithoutSite(input.Tree) is not { } source || !input.Tree.IsFolder(FileTree.Join(source, "_posts")))
        {
            return false;
        }

        var posts = TreeWalk.Files(input.Tree, FileTree.Join(source, "_posts"), folder => !IsOfTools(folder)).FindAll(file => MarkdownNames.IsMarkdown(file.File));
        return posts.Count > 0 && !posts.Exists(file => char.IsAsciiDigit(file.Name[0]) && MarkdownNames.Dated(file.Name).Day is not null);
    }

    /// <summary>What the settings at the top tell alone; null where there are none.</summary>
    public static Generator? OfSettings(FileTree tree)
    {
        if (tree.IsFolder("source/_posts") || tree.IsFolder("source/_drafts"))
        {
            return LooksLikeOctopress(tree) ? Generator.Octopress : Generator.Hexo;
        }

        if (tree.IsFile("_config.yml") || tree.IsFile("_config.yaml"))
        {
            return NodePackages.DependsOn(tree, "hexo") ? Generator.Hexo : Generator.Jekyll;
        }

        if (Array.Exists(HugoSettings, tree.IsFile) || tree.IsFolder("config/_default") || (Array.Exists(OldHugoSettings, tree.IsFile) && tree.IsFolder("content")))
        {
            return Generator.Hugo;
        }

        if (Array.Exists(EleventyConfiguration.Names, tree.IsFile))
        {
            return Generator.Eleventy;
        }

        return Array.Exists(GatsbySite.SettingsNames, tree.IsFile) ? Generator.Gatsby
            : NodePackages.DependsOn(tree, "@11ty/eleventy") ? Generator.Eleventy
            : null;
    }

    // Hexo keeps its posts in 'source', too. Octopress is Jekyll with a Rakefile around it.
    private static bool LooksLikeOctopress(FileTree tree) =>
        tree.IsFile("Rakefile") || tree.IsFile("config.rb") || tree.IsFolder("source/_layouts") || tree.IsFolder("source/_includes");

    private static Generator OfFiles(SiteInput input)
    {
        var files = TreeWalk.Files(input.Tree, "", folder => !IsOfTools(folder));
        return files.Exists(file => IsBelowPosts(file.File)) ? Generator.Jekyll
            : files.Exists(file => MarkdownNames.IsMarkdown(file.File)) || input.Tree.Refused.Count > 0 ? Generator.Markdown
            : files.Exists(file => file.File.Length == 0) ? throw new ImportException($"The folder '{input.Tree.Name}' cannot be read. Check who may read it.")
            : throw new ImportException(
                $"There is nothing to import in '{input.Tree.Name}': no folder '_posts' or '_drafts' at any level, no settings of another generator, and no Markdown file.");
    }

    private static bool IsBelowPosts(string file) =>
        file.Split('/')[..^1].Any(folder => folder is "_posts" or "_drafts");

    private static bool IsOfTools(string folder) =>
        folder[(folder.LastIndexOf('/') + 1)..] is ['.', ..] or "node_modules" or "_site" or "vendor";
}
