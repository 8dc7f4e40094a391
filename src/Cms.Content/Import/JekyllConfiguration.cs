using System.Text;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>What an import needs of a site's <c>_config.yml</c>.</summary>
internal sealed class JekyllConfiguration
{
    private static readonly string[] Names = ["_config.yml", "_config.yaml"];

    // What Jekyll adds to every site's own list.
    private static readonly string[] DefaultExclude =
        [".sass-cache", ".jekyll-cache", "gemfiles", "Gemfile", "Gemfile.lock", "node_modules", "vendor/bundle/", "vendor/cache/", "vendor/gems/", "vendor/ruby/"];

    private JekyllConfiguration(string folder, string text, FrontMatterMap settings, FrontMatterMap authors)
    {
        Text = text;
        Settings = settings;
        Defaults = new(settings["defaults"]);
        Authors = new(settings["authors"], authors);
        var posts = settings["collections"] is FrontMatterMap collections ? collections["posts"] as FrontMatterMap : null;
        PermalinkTemplate = posts?.TextOf("permalink") ?? Permalink.TemplateOf(settings.TextOf("permalink"));
        Exclude = [.. ListOf(settings["exclude"]), .. DefaultExclude, settings.TextOf("destination") ?? "_site"];
        Include = [.. ListOf(settings["include"]), ".htaccess"];
        MarkdownExtensions = [.. (settings.TextOf("markdown_ext") ?? "markdown,mkdown,mkdn,mkd,md")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(extension => $".{extension}")];
        Zone = FindZone(settings.TextOf("timezone"));
        Base = FindBase(folder, settings.TextOf("source"), settings.TextOf("collections_dir"));
    }

    /// <summary>For a file that comes alone: Jekyll's defaults, and the site's time zone.</summary>
    public static JekyllConfiguration WithoutSite(TimeZoneInfo zone) =>
        new("", "", new FrontMatterMap([KeyValuePair.Create<string, FrontMatterValue>("timezone", new FrontMatterScalar(zone.Id, FrontMatterScalarKind.Text, Quoted: true))]), FrontMatterMap.Empty);

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

    public IReadOnlyList<string> Exclude { get; }

    public IReadOnlyList<string> Include { get; }

    /// <summary>With their dot.</summary>
    public IReadOnlyList<string> MarkdownExtensions { get; }

    /// <summary>Whether posts with a date to come are out already.</summary>
    public bool ShowsFuture => Settings["future"].IsTrue();

    /// <summary>Whether posts that say <c>published: false</c> are out all the same.</summary>
    public bool ShowsUnpublished => Settings["unpublished"].IsTrue();

    public string? Language => Settings.TextOf("lang") ?? Settings.TextOf("language") ?? Settings.TextOf("locale");

    /// <exception cref="ImportException">The configuration cannot be read, or says what cannot be followed: every post would come out wrong.</exception>
    public static JekyllConfiguration Of(string folder)
    {
        var file = Names.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        var text = file is null ? "" : ReadText(file);
        var authors = Path.Combine(folder, "_data", "authors.yml");
        return new(folder, text, Parse(text, "_config.yml"), File.Exists(authors) ? Parse(ReadText(authors), "_data/authors.yml") : FrontMatterMap.Empty);
    }

    /// <summary>What, beside a file's own bytes, decides how it is read.</summary>
    public string EffectiveText => $"{Text}\0{Authors}";

    private static string ReadText(string file)
    {
        if (JekyllFolder.IsLink(new FileInfo(file)))
        {
            throw new ImportException($"The configuration '{Path.GetFileName(file)}' is a symbolic link, and those are not followed. Put the file itself there.");
        }

        try
        {
            var text = File.ReadAllText(file, Encoding.UTF8).Replace("\0", "", StringComparison.Ordinal);

            // A line of dashes may open a YAML file. It says nothing, and where the text is read as front matter it would close that.
            var firstLine = text.AsSpan()[..(text.IndexOf('\n', StringComparison.Ordinal) + 1)];
            return firstLine.Trim() is "---" ? text[firstLine.Length..] : text;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new ImportException($"The configuration '{Path.GetFileName(file)}' cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static FrontMatterMap Parse(string yaml, string name)
    {
        if (string.IsNullOrWhiteSpace(yaml))
        {
            return FrontMatterMap.Empty;
        }

        var parsed = MarkdownFile.Parse($"---\n{yaml}\n---\n");
        return parsed.Refusal is { } refusal
            ? throw new ImportException($"The configuration '{name}' cannot be read, line {refusal.Line - 1}: {refusal.Message}")
            : parsed.FrontMatter;
    }

    private static string FindBase(string folder, params string?[] settings)
    {
        var parts = settings.SelectMany(setting => (setting ?? "").Split('/')).Where(part => part.Length > 0 && part != ".").ToList();
        var leadsOut = settings.Any(setting => setting?.StartsWith('/') == true)
            || parts.Contains("..", StringComparer.Ordinal)
            || parts.Select((_, index) => Path.Combine([folder, .. parts.Take(index + 1)])).Any(path => JekyllFolder.IsLink(new DirectoryInfo(path)));
        return leadsOut
            ? throw new ImportException("The configuration's 'source' or 'collections_dir' leads out of the folder. Import the folder that it names instead.")
            : string.Concat(parts.Select(part => $"{part}/"));
    }

    private static TimeZoneInfo FindZone(string? name)
    {
        if (name is null)
        {
            return TimeZoneInfo.Utc;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : throw new ImportException($"The configuration's timezone '{name}' is not known. Write a name of the IANA database, like 'Europe/Berlin'.");
    }

    private static IEnumerable<string> ListOf(FrontMatterValue? value) =>
        value.Scalars().Select(scalar => scalar.Text).Where(text => text.Length > 0);
}
