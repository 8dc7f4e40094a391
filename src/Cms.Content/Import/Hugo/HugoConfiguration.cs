using Cms.Content.Import.Trees;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hugo;

/// <summary>What an import needs of Hugo's settings, with Hugo's own defaults.</summary>
internal sealed class HugoConfiguration
{
    // All that is read of the settings, here and by what renders.
    private static readonly string[] Effective =
    [
        "languages", "permalinks", "frontmatter", "defaultContentLanguage", "defaultContentLanguageInSubdir", "mainSections", "params", "taxonomies", "timeZone",
        "contentDir", "languageCode", "locale", "buildDrafts", "buildFuture", "buildExpired", "uglyURLs", "disablePathToLower", "markup",
        "base_url", "default_language", "slugify", "markdown",
    ];

    private readonly FrontMatterMap settings;
    private readonly FrontMatterMap languages;
    private readonly FrontMatterMap permalinks;
    private readonly FrontMatterMap frontMatter;

    private HugoConfiguration(string text, FrontMatterMap settings)
    {
        (Text, this.settings) = (text, settings);
        EffectiveText = SettingsText.Only(settings, Effective);
        languages = settings["languages"] as FrontMatterMap ?? FrontMatterMap.Empty;
        var ofKinds = settings["permalinks"] as FrontMatterMap ?? FrontMatterMap.Empty;
        permalinks = ofKinds["page"] as FrontMatterMap ?? ofKinds;
        frontMatter = settings["frontmatter"] as FrontMatterMap ?? FrontMatterMap.Empty;
        IsZola = ZolaSettings.Are(settings);
        DefaultLanguage = (IsZola ? ZolaSettings.DefaultLanguageOf(settings) : settings.TextOf("defaultContentLanguage")) ?? "en";
        var mainSections = settings["mainSections"] ?? (settings["params"] as FrontMatterMap)?["mainSections"];
        MainSections = [.. mainSections.Scalars().Select(scalar => scalar.Text)];
        Taxonomies = (settings["taxonomies"] as FrontMatterMap)?.Entries.Select(entry => entry.Value.Text()).OfType<string>().ToHashSet(StringComparer.OrdinalIgnoreCase)
            ?? new(StringComparer.OrdinalIgnoreCase) { "tags", "categories" };
        Zone = SiteZone.Find(settings.TextOf("timeZone"));
        ContentFolders = FindContentFolders();
    }

    public string Text { get; }

    /// <summary>What decides how a file is read and rendered.</summary>
    public string EffectiveText { get; }

    public string DefaultLanguage { get; }

    /// <summary>Whether the site is one of Zola's, which names its own language apart from the others.</summary>
    public bool IsZola { get; }

    public bool IsMultilingual => languages.Entries.Count > (IsZola ? 0 : 1);

    /// <summary>The language of a site that has one alone; null when the settings don't say.</summary>
    public string? OnlyLanguage => IsZola ? ZolaSettings.DefaultLanguageOf(settings) : settings.TextOf("languageCode") ?? settings.TextOf("locale")
        ?? (languages.Entries is [var only] ? only.Key : settings.TextOf("defaultContentLanguage"));

    /// <summary>The sections whose pages are posts; empty for all.</summary>
    public IReadOnlyList<string> MainSections { get; }

    /// <summary>The keys that hold terms.</summary>
    public IReadOnlySet<string> Taxonomies { get; }

    public TimeZoneInfo Zone { get; }

    /// <summary>Folders with pages, each with its language, or with null where the files' names tell it.</summary>
    public IReadOnlyList<(string Folder, string? Language)> ContentFolders { get; }

    public bool ShowsDrafts => settings["buildDrafts"].IsTrue();

    public bool ShowsFuture => settings["buildFuture"].IsTrue();

    public bool ShowsExpired => settings["buildExpired"].IsTrue();

    /// <summary>Whether addresses end with <c>.html</c> rather than a slash.</summary>
    public bool HasUglyUrls => settings["uglyURLs"].IsTrue();

    public bool KeepsCase => settings["disablePathToLower"].IsTrue();

    public bool DefaultLanguageHasFolder => settings["defaultContentLanguageInSubdir"].IsTrue();

    /// <exception cref="ImportException">The settings cannot be read or followed.</exception>
    public static HugoConfiguration Of(FileTree tree)
    {
        var (file, text, settings) = HugoSettings.Of(tree);
        var configuration = new HugoConfiguration(text, settings);
        foreach (var permalink in configuration.permalinks.Entries.Select(entry => configuration.permalinks.TextOf(entry.Key)).OfType<string>())
        {
            ConfiguredPermalinks.RefuseUncleanPath(permalink, file);
        }

        return configuration;
    }

    /// <summary>The pattern of addresses for a section; null where its files' paths are the addresses.</summary>
    public string? PermalinkOf(string section) => permalinks.TextOf(section.Length == 0 ? "/" : section);

    /// <summary>A file's name, as Zola puts it in an address.</summary>
    public string ZolaSlug(string name) => ZolaSettings.MakeSlugs(settings) && SlugRules.Slug(name) is { Length: > 0 } slug ? slug : name;

    /// <summary>Whether the day at the start of a file's name is no part of the address.</summary>
    public bool TakesDayFromName => IsZola && !ZolaSettings.KeepDates(settings);

    public bool IsLanguage(string key) => languages[key] is not null;

    /// <summary>The keys, in order, that one of a page's dates is looked for in (https://gohugo.io/configuration/front-matter/).</summary>
    /// <param name="date"><c>date</c>, <c>lastmod</c>, <c>publishDate</c> or <c>expiryDate</c>.</param>
    public IReadOnlyList<string> KeysOf(string date)
    {
        var byDefault = date switch
        {
            "date" when IsZola => (string[])["date", ":filename"],
            "date" => ["date", "publishDate", "pubDate", "published", "lastmod", "modified"],
            "lastmod" => ["lastmod", "modified"],
            "publishDate" => ["publishDate", "pubDate", "published"],
            _ => ["expiryDate", "unpublishDate"],
        };
        return frontMatter[date] is not { } keys
            ? byDefault
            : [.. keys.Scalars().SelectMany(key => key.Text.Equals(":default", StringComparison.OrdinalIgnoreCase) ? byDefault : [key.Text])];
    }

    private List<(string, string?)> FindContentFolders()
    {
        var root = Checked(settings.TextOf("contentDir") ?? "content");
        var own = languages.Entries
            .Select(language => (Folder: (language.Value as FrontMatterMap)?.TextOf("contentDir") is { } folder ? Checked(folder) : null, Language: language.Key))
            .ToList();
        var folders = own.Where(language => language.Folder is not null && language.Folder != root).Select(language => (language.Folder!, (string?)language.Language)).ToList();
        if (own.Count == 0 || own.Exists(language => language.Folder is null || language.Folder == root))
        {
            folders.Add((root, null));
        }

        return folders;
    }

    private static string Checked(string folder) => folder.StartsWith('/') || folder.Split('/').Contains("..", StringComparer.Ordinal)
        ? throw new ImportException("The configuration's 'contentDir' leads out of the folder. Import the folder that it names instead.")
        : folder.Trim('.', '/');
}
