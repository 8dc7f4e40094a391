using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hugo;

/// <summary>A Hugo site: the regular pages of its content folders are posts, or those of its <c>mainSections</c> where the settings name them.</summary>
internal sealed class HugoSite : Site
{
    private readonly HugoConfiguration configuration;

    /// <exception cref="ImportException">The settings cannot be read or followed.</exception>
    public HugoSite(SiteInput input) : base(input) => configuration = HugoConfiguration.Of(Tree);

    protected override SourceDefinition Define() => new() { Generator = Generator.Hugo, Configuration = configuration.Text, Prefix = Prefix };

    protected override string EffectiveText => configuration.EffectiveText;

    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.Hugo;

    protected override IReadOnlyList<SiteFile> Find()
    {
        var hasContent = configuration.ContentFolders.Any(content => Tree.IsFolder(content.Folder));
        return hasContent || Tree.Refused.Count > 0
            ? new HugoContent(Tree, configuration).Find()
            : throw new ImportException($"There is nothing to import in '{Tree.Name}': it has no folder '{configuration.ContentFolders[0].Folder}', where Hugo's pages lie.");
    }

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now) =>
        new HugoPostReader(this, configuration, (HugoFile)file, markdown, bytes, now).Read();
}
