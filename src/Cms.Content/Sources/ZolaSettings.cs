using Cms.Markdown.FrontMatter;

namespace Cms.Content.Sources;

/// <summary>Zola's settings, a <c>config.toml</c> beside <c>content</c> as old Hugo sites have. Its sites are read as Hugo's with a few rules of their own (https://www.getzola.org/documentation/).</summary>
internal static class ZolaSettings
{
    /// <summary>Zola demands <c>base_url</c>, which Hugo spells <c>baseURL</c>.</summary>
    public static bool Are(FrontMatterMap settings) => settings["base_url"] is not null && settings["baseURL"] is null;

    public static string? DefaultLanguageOf(FrontMatterMap settings) => settings.TextOf("default_language");

    /// <summary>Whether the names of files are made fit for addresses, as Zola does unless it is told otherwise.</summary>
    public static bool MakeSlugs(FrontMatterMap settings) => (settings["slugify"] as FrontMatterMap)?.TextOf("paths") is null or "on";

    /// <summary>Whether a day at the start of a file's name stays in its address.</summary>
    public static bool KeepDates(FrontMatterMap settings) => (settings["slugify"] as FrontMatterMap)?.TextOf("paths_keep_dates") == "true";
}
