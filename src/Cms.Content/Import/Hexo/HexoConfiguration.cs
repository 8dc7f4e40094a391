using System.Text.RegularExpressions;
using Cms.Content.Import.Trees;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hexo;

/// <summary>What an import needs of Hexo's <c>_config.yml</c>, with Hexo's own defaults (its <c>lib/hexo/default_config.ts</c>).</summary>
internal sealed partial class HexoConfiguration
{
    private static readonly string[] Names = ["_config.yml", "_config.yaml", "_config.json"];

    // All that is read of the settings, here and by what renders, save which files there are.
    private static readonly string[] Effective =
    [
        "source_dir", "permalink", "timezone", "language", "default_category", "filename_case", "category_map", "permalink_defaults", "render_drafts", "future",
        "new_post_name", "marked",
    ];

    private readonly Regex nameOfPosts;

    private HexoConfiguration(string text, FrontMatterMap settings, string? source)
    {
        Text = text;
        EffectiveText = SettingsText.Only(settings, Effective);
        Source = string.Join('/', (settings.TextOf("source_dir") ?? source ?? "source").Split('/').Where(part => part is not ("" or ".")));
        Permalink = settings.TextOf("permalink") ?? ":year/:month/:day/:title/";
        Zone = SiteZone.Find(settings.TextOf("timezone"));
        Language = settings["language"].Scalars().FirstOrDefault()?.Text;
        DefaultCategory = settings.TextOf("default_category") ?? "uncategorized";
        LowerCase = settings.TextOf("filename_case") == "1";
        CategoryMap = settings["category_map"] as FrontMatterMap ?? FrontMatterMap.Empty;
        PermalinkDefaults = settings["permalink_defaults"] as FrontMatterMap ?? FrontMatterMap.Empty;
        ShowsDrafts = settings["render_drafts"].IsTrue();
        ShowsFuture = !settings["future"].IsFalse();
        Exclude = [.. settings["exclude"].Scalars().Concat(settings["ignore"].Scalars()).Select(scalar => Globs.Fnmatch(scalar.Text))];
        nameOfPosts = PatternOf(MarkdownNames.WithoutExtension(settings.TextOf("new_post_name") ?? ":title.md"));
        if (Source.Split('/').Contains("..", StringComparer.Ordinal))
        {
            throw new ImportException("The configuration's 'source_dir' leads out of the folder. Import the folder that it names instead.");
        }
    }

    public string Text { get; }

    /// <summary>What decides how a file is read and rendered.</summary>
    public string EffectiveText { get; }

    /// <summary>The folder that holds those of the posts; empty for the top.</summary>
    public string Source { get; }

    /// <summary>A file's path below that folder.</summary>
    public string BelowSource(string file) => Source.Length == 0 ? file : file[(Source.Length + 1)..];

    public string Permalink { get; }

    public TimeZoneInfo Zone { get; }

    public string? Language { get; }

    public string DefaultCategory { get; }

    /// <summary>Whether categories are in lower case in addresses.</summary>
    public bool LowerCase { get; }

    /// <summary>What categories are called in addresses.</summary>
    public FrontMatterMap CategoryMap { get; }

    /// <summary>What placeholders stand for in posts that don't say.</summary>
    public FrontMatterMap PermalinkDefaults { get; }

    public bool ShowsDrafts { get; }

    public bool ShowsFuture { get; }

    public IReadOnlyList<Regex> Exclude { get; }

    /// <exception cref="ImportException">The configuration cannot be read or followed.</exception>
    public static HexoConfiguration Of(FileTree tree)
    {
        var (file, text) = Names.Select(name => (Name: name, Text: tree.ReadSetting(name))).FirstOrDefault(setting => setting.Text is not null, (Name: Names[0], Text: (string?)""));
        var configuration = new HexoConfiguration(text!, SettingsText.Read(text, file), SourceWithoutSite(tree));
        ConfiguredPermalinks.RefuseUncleanPath(configuration.Permalink, file);
        return configuration;
    }

    /// <summary>The folder of sources where it lies without the site around it, or under another name: empty for the top; null where there is none.</summary>
    public static string? SourceWithoutSite(FileTree tree)
    {
        if (HoldsPosts(tree, "source"))
        {
            return null;
        }

        return HoldsPosts(tree, "") ? "" : FoldersOf(tree).Where(folder => HoldsPosts(tree, folder)).Take(2).ToList() is [var only] ? only : null;
    }

    // A folder that may not be read is told of by whoever looks for posts in it.
    private static IEnumerable<string> FoldersOf(FileTree tree)
    {
        try
        {
            return tree.Entries("").Where(entry => entry.Kind == TreeEntryKind.Folder).Select(entry => entry.Name);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static bool HoldsPosts(FileTree tree, string folder) => tree.IsFolder(FileTree.Join(folder, "_posts")) || tree.IsFolder(FileTree.Join(folder, "_drafts"));

    /// <summary>What a file's path below <c>_posts</c> says by <c>new_post_name</c>: its slug, which is the whole path unless a pattern takes it apart, and its day.</summary>
    public (string Slug, string? Day) NameOf(string path)
    {
        var name = MarkdownNames.WithoutExtension(path);
        var match = nameOfPosts.Match(name);
        var day = match.Groups["year"].Success && match.Groups["month"].Success && match.Groups["day"].Success
            ? $"{match.Groups["year"].Value}-{match.Groups["month"].Value}-{match.Groups["day"].Value}"
            : null;
        return (match.Groups["title"].Success ? match.Groups["title"].Value : name, day);
    }

    private static Regex PatternOf(string name)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pattern = Key.Replace(Regex.Escape(name), match =>
        {
            var (group, text) = match.Value switch
            {
                ":year" => ("year", "[0-9]{4}"),
                ":month" => ("month", "[0-9]{2}"),
                ":i_month" => ("month", "[0-9]{1,2}"),
                ":day" => ("day", "[0-9]{2}"),
                ":i_day" => ("day", "[0-9]{1,2}"),
                ":hash" => ("hash", "[0-9a-f]{12}"),
                ":title" => ("title", ".+?"),
                _ => ("other", ".+?"),
            };
            return seen.Add(group) ? $"(?<{group}>{text})" : $"(?:{text})";
        });
        return new($@"^{pattern}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }

    [GeneratedRegex(":[a-z_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Key { get; }
}
