using Cms.Content.Import.Trees;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Eleventy;

/// <summary>An Eleventy site: any Markdown file is a page. Which of them are posts, its authors say by a tag, a date or a folder.</summary>
internal sealed class EleventySite : Site
{
    private readonly EleventyConfiguration configuration;

    public EleventySite(SiteInput input) : base(input) => configuration = EleventyConfiguration.Of(Tree);

    // Its settings are a program: they are kept as they are, and no setting of ours.
    protected override SourceDefinition Define()
    {
        _ = Files;
        return new() { Generator = Generator.Eleventy, Prefix = Prefix, Includes = KeptTextFolder.Read(Tree, configuration.Files).Includes };
    }

    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.Yaml;

    protected override string EffectiveText => configuration.Text;

    protected override IReadOnlyList<SiteFile> Find()
    {
        configuration.ReadDataOf(configuration.Input);
        var files = TreeWalk.Files(Tree, configuration.Input, Enters)
            .Where(file => file.Problem is not null ? MarkdownNames.IsMarkdown(file.File) || file.Problem.Code == "unreadable" : MarkdownNames.IsMarkdown(file.File))
            .ToList();
        foreach (var file in files.Where(file => file.Problem is null))
        {
            configuration.ReadDataOfPage(file.File);
        }

        return files.Count > 0 || Tree.Refused.Count > 0
            ? files
            : throw new ImportException($"There is nothing to import in '{Tree.Name}': no Markdown file lies in the folder '{configuration.Input}' that Eleventy reads.");
    }

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now) =>
        new EleventyPostReader(this, configuration, file, markdown, bytes, now).Read();

    private bool Enters(string folder)
    {
        // Eleventy itself passes over its layouts and data alone. What else begins so is no page by custom, but for posts that came with their blog from Jekyll.
        if (folder[(folder.LastIndexOf('/') + 1)..] is (['.' or '_', ..] and not "_posts") or "node_modules" || folder == configuration.Output)
        {
            return false;
        }

        configuration.ReadDataOf(folder);
        return true;
    }
}
