using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Jekyll;

/// <summary>A Jekyll site, or one of Octopress, which is Jekyll in a folder <c>source</c>.</summary>
internal sealed class JekyllSite : Site
{
    private readonly Generator generator;
    private readonly JekyllConfiguration configuration;
    private IReadOnlyList<SiteFile> pages = [];

    /// <exception cref="ImportException">The configuration cannot be followed.</exception>
    public JekyllSite(SiteInput input, Generator generator) : base(input)
    {
        this.generator = generator;
        configuration = JekyllConfiguration.Of(Tree, generator);
        var unknown = Permalink.Expand(configuration.PermalinkTemplate, new("", [], DateTime.UnixEpoch, "")).UnknownKey;
        if (unknown is not null)
        {
            throw new ImportException($"The configuration's permalink has ':{unknown}', which Jekyll does not know. Correct it in '_config.yml'.");
        }

        ConfiguredPermalinks.RefuseNoPath(configuration.PermalinkTemplate, "_config.yml");
    }

    protected override SourceDefinition Define()
    {
        var beside = Files.Where(file => file is { IsIgnored: true, Problem.Code: "no-date-in-name" or "not-markdown" }).Select(file => file.File);
        var kept = KeptTextFolder.Read(Tree, configuration.Base, beside);
        return new()
        {
            Generator = generator,
            Configuration = configuration.Text,
            Prefix = Prefix,
            Includes = kept.Includes,
            Data = kept.Data,
            Pages = JekyllPages.AddressesOf(Tree, configuration.Base, pages),
        };
    }

    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.Jekyll;

    protected override string EffectiveText => configuration.EffectiveText;

    protected override IReadOnlyList<SiteFile> Find()
    {
        var search = new JekyllFolder(Tree, configuration);
        var files = search.Find();
        pages = search.Pages;
        return search.HasPostsFolder || Tree.Refused.Count > 0
            ? files
            : throw new ImportException($"There is nothing to import in '{Tree.Name}': no folder '_posts' or '_drafts' was found in it, at any level.");
    }

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now) =>
        new JekyllPostReader(this, configuration, (JekyllFile)file, markdown, bytes, now).Read();
}
