using System.Text.RegularExpressions;
using Cms.Content.Import.Trees;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Gatsby;

/// <summary>
/// A Gatsby site: Markdown below the folders that its settings give to <c>gatsby-source-filesystem</c>. The settings are a program; only folders that
/// they name in plain words are understood.
/// </summary>
internal sealed partial class GatsbySite : Site
{
    public static readonly string[] SettingsNames = ["gatsby-config.js", "gatsby-config.ts", "gatsby-config.mjs", "gatsby-config.cjs"];
    private static readonly string[] UsualFolders = ["content", "src/posts", "src/content", "src/markdown", "posts", "blog"];

    private readonly string[] folders;

    public GatsbySite(SiteInput input) : base(input)
    {
        var settings = SettingsNames.Select(Tree.ReadSetting).FirstOrDefault(text => text is not null) ?? "";
        var named = SourceFolder.Matches(settings).Select(match => match.Groups["folder"].Value.Trim('.', '/')).Where(Tree.IsFolder);
        var found = named.Concat(UsualFolders.Where(Tree.IsFolder)).Distinct(StringComparer.Ordinal).ToArray();
        folders = found.Length > 0 ? found : [""];
    }

    protected override SourceDefinition Define() =>
        new() { Generator = Generator.Gatsby, Prefix = Prefix, Includes = KeptTextFolder.Read(Tree, SettingsNames.Where(Tree.IsFile).Take(1)).Includes };

    protected override string EffectiveText => string.Join('\n', folders);

    protected override FrontMatterEnvelopes Envelopes => FrontMatterEnvelopes.Yaml;

    protected override IReadOnlyList<SiteFile> Find()
    {
        var files = folders
            .SelectMany(folder => TreeWalk.Files(Tree, folder, path => path[(path.LastIndexOf('/') + 1)..] is not (['.', ..] or "node_modules" or "public")))
            .Where(file => IsText(file.File) || file.Problem?.Code == "unreadable")
            .DistinctBy(file => file.File, StringComparer.Ordinal)
            .OrderBy(file => file.File, StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 || Tree.Refused.Count > 0
            ? files
            : throw new ImportException($"There is nothing to import in '{Tree.Name}': no Markdown or MDX file lies where Gatsby's posts do.");
    }

    protected override ReadPost Read(SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        // A path starts at the folder that was given to Gatsby, the innermost of several.
        var folder = folders.Where(folder => folder.Length == 0 || file.File.StartsWith($"{folder}/", StringComparison.Ordinal)).MaxBy(folder => folder.Length)!;
        return new GatsbyPostReader(this, file, folder.Length == 0 ? file.File : file.File[(folder.Length + 1)..], markdown, bytes, now).Read();
    }

    private static bool IsText(string file) => MarkdownNames.IsMarkdown(file) || file.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"\bpath\s*:\s*(?:`\$\{__dirname\}/|[""'`](?:\./)?|(?:path\.)?(?:join|resolve)\(\s*__dirname\s*,\s*[""'`](?:\./|/)?)(?<folder>[^""'`$]+)[""'`]", RegexOptions.NonBacktracking)]
    private static partial Regex SourceFolder { get; }
}
