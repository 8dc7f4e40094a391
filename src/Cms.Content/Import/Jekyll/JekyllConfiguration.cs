using Cms.Content.Import.Trees;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Jekyll;

/// <summary>What an import needs of a site's <c>_config.yml</c>.</summary>
internal sealed class JekyllConfiguration
{
    private const string AuthorsFile = "_data/authors.yml";
    private static readonly string[] Names = ["_config.yml", "_config.yaml"];

    // All that is read of the settings, here and by what renders, save which files there are.
    private static readonly string[] Effective =
    [
        "permalink", "timezone", "defaults", "future", "unpublished", "markdown_ext", "lang", "language", "locale", "source", "collections_dir",
        "markdown", "kramdown", "excerpt_separator",
    ];

    // What Jekyll adds to every site's own list.
    private static readonly string[] DefaultExclude =
        [".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"];

    private JekyllConfiguration(FileTree tree, Generator generator, string text, FrontMatterMap settings, FrontMatterMap authors)
    {
        Text = text;
        Settings = settings;
        Defaults = new(settings["defaults"]);
        Authors = new(settings["authors"], authors);
        var posts = settings["collections"] is FrontMatterMap collections ? collections["posts"] as FrontMatterMap : null;
        PermalinkTemplate = posts?.TextOf("permalink") ?? Permalink.TemplateOf(settings.TextOf("permalink"));
        string[] include = [.. ListOf(settings["include"]), ".htaccess"];
        Include = [.. include.Select(entry => new ListedPath(entry))];
        Exclude = [.. ListOf(settings["exclude"]).Concat(DefaultExclude).Append(settings.TextOf("destination") ?? "_site")
            .Except(include, StringComparer.Ordinal)
            .Select(entry => new ListedPath(entry))];
        MarkdownExtensions = [.. (settings.TextOf("markdown_ext") ?? "markdown,mkdown,mkdn,mkd,md")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(extension => $".{extension}")];
        Zone = SiteZone.Find(settings.TextOf("timezone"));

        // Octopress says so in its Rakefile, too, and some of its blogs there alone.
        Base = FindBase(tree, settings.TextOf("source") ?? (generator == Generator.Octopress ? "source" : null), settings.TextOf("collections_dir"));
    }

    /// <summary>The file's text; empty without one.</summary>
    public string Text { get; }

    public FrontMatterMap Settings { get; }

    public FrontMatterDefaults Defaults { get; }

    public KnownAuthors Authors { get; }

    public string PermalinkTemplate { get; }

    /// <summary>
    /// The folder, within the imported one, that holds the folders of posts: <c>source</c> and <c>collections_dir</c>. Ends with a slash, or is empty.
    /// </summary>
    public string Base { get; }

    /// <summary>UTC without a setting: Jekyll would take the machine's, and an import must not depend on it.</summary>
    public TimeZoneInfo Zone { get; }

    public IReadOnlyList<ListedPath> Exclude { get; }

    public IReadOnlyList<ListedPath> Include { get; }

    /// <summary>With their dot.</summary>
    public IReadOnlyList<string> MarkdownExtensions { get; }

    /// <summary>Whether posts with a date to come are out already.</summary>
    public bool ShowsFuture => Settings["future"].IsTrue();

    /// <summary>Whether posts that say <c>published: false</c> are out all the same.</summary>
    public bool ShowsUnpublished => Settings["unpublished"].IsTrue();

    public string? Language => Settings.TextOf("lang") ?? Settings.TextOf("language") ?? Settings.TextOf("locale");

    /// <exception cref="ImportException">The configuration cannot be read, or says what cannot be followed: every post would come out wrong.</exception>
    public static JekyllConfiguration Of(FileTree tree, Generator generator)
    {
        var text = Names.Select(tree.ReadSetting).FirstOrDefault(text => text is not null) ?? "";
        return new(tree, generator, text, SettingsText.Read(text, "_config.yml"), SettingsText.Read(tree.ReadSetting(AuthorsFile), AuthorsFile));
    }

    /// <summary>What, beside a file's own bytes and what its templates name, decides how it is read and rendered.</summary>
    public string EffectiveText =>
        $"{SettingsText.Only(Settings, Effective)}\0{((Settings["collections"] as FrontMatterMap)?["posts"] as FrontMatterMap)?.TextOf("permalink")}\0{Authors}";

    private static string FindBase(FileTree tree, params string?[] settings)
    {
        var parts = settings.SelectMany(setting => (setting ?? "").Split('/')).Where(part => part.Length > 0 && part != ".").ToList();
        var leadsOut = settings.Any(setting => setting?.StartsWith('/') == true)
            || parts.Contains("..", StringComparer.Ordinal)
            || parts.Select((_, index) => string.Join('/', parts.Take(index + 1))).Any(path => tree.KindOf(path) == TreeEntryKind.Link);
        return leadsOut
            ? throw new ImportException("The configuration's 'source' or 'collections_dir' leads out of the folder. Import the folder that it names instead.")
            : string.Concat(parts.Select(part => $"{part}/"));
    }

    private static IEnumerable<string> ListOf(FrontMatterValue? value) =>
        value.Scalars().Select(scalar => scalar.Text).Where(text => text.Length > 0);
}
