using Cms.Content.Import.Trees;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hexo;

/// <summary>A Hexo site: posts lie in <c>source/_posts</c> and <c>source/_drafts</c>.</summary>
internal sealed class HexoSite : Site
{
    private readonly HexoConfiguration configuration;

    /// <exception cref="ImportException">The configuration cannot be followed.</exception>
    public HexoSite(SiteInput input) : base(input) => configuration = HexoConfiguration.Of(Tree);

    protected override SourceDefinition Define() => new() { Generator = Generator.Hexo, Configuration = configuration.Text, Prefix = Prefix };

    protected override string EffectiveText => configuration.EffectiveText;

    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.Hexo;

    protected override IReadOnlyList<SiteFile> Find()
    {
        string[] folders = [FileTree.Join(configuration.Source, "_posts"), FileTree.Join(configuration.Source, "_drafts")];
        if (!Array.Exists(folders, Tree.IsFolder) && Tree.Refused.Count == 0)
        {
            throw new ImportException($"There is nothing to import in '{Tree.Name}': it has no folder '{folders[0]}', where Hexo's posts lie.");
        }

        return [.. folders.Where(Tree.IsFolder)
            .SelectMany(folder => TreeWalk.Files(Tree, folder, _ => true).Select(file => Judge(file, folder)))
            .OrderBy(file => file.File, StringComparer.Ordinal)];
    }

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        var below = configuration.BelowSource(file.File);
        var isDraft = below.StartsWith("_drafts/", StringComparison.Ordinal);
        return new HexoPostReader(this, configuration, file, below[(below.IndexOf('/', StringComparison.Ordinal) + 1)..], isDraft, markdown, bytes, now).Read();
    }

    // Hexo's post processor: hidden and temporary names, then what it has no renderer for.
    private SiteFile Judge(SiteFile file, string folder)
    {
        var below = file.File[(folder.Length + 1)..];
        var inSource = configuration.BelowSource(file.File);
        return file.Problem is not null ? file
            : below.Split('/').Any(part => part is ['.' or '_', ..]) ? file.Ignored("excluded", "Hexo passes over names that start with '.' or '_'.")
            : below[^1] is '~' or '%' ? file.Ignored("excluded", "The name ends as an editor's temporary file does.")
            : configuration.Exclude.Any(pattern => pattern.IsMatch(inSource)) ? file.Ignored("excluded", "The configuration excludes it.")
            : !MarkdownNames.IsMarkdown(below) && file.Extension != ".html" ? file.Ignored("not-markdown", "The file's extension is none of Markdown.")
            : file;
    }
}
