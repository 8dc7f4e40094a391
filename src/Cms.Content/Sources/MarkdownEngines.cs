using Cms.Markdown.FrontMatter;

namespace Cms.Content.Sources;

/// <summary>The engines that a configuration may name for its Markdown, and those of them whose ways are known here.</summary>
internal static class MarkdownEngines
{
    /// <summary>The code of a warning about an engine that is not followed.</summary>
    public const string Warning = "markdown-engine";

    // GFM is what GitHub Pages calls its own CommonMark.
    private static readonly string[] OfJekyll = ["kramdown", "redcarpet", "CommonMark", "CommonMarkGhPages", "GFM"];

    // Renderers that take the place of Hexo's own, known by their settings.
    private static readonly string[] OfHexo = ["markdown", "markdown_it_plus", "pandoc", "kramed"];

    /// <summary>What names an engine that is not followed, with what is done instead.</summary>
    public static IEnumerable<(string Name, FrontMatterValue Value, string Reason)> Unfollowed(Generator generator, FrontMatterMap configuration) => generator switch
    {
        Generator.Jekyll => Named("markdown", configuration, "markdown", OfJekyll, "GitHub's Markdown"),
        Generator.Octopress => Named("markdown", configuration, "markdown", [.. OfJekyll, "rdiscount"], "GitHub's Markdown"),
        Generator.Hexo => OfHexo.Where(name => configuration[name] is FrontMatterMap).Select(
            name => (name, configuration[name]!, "texts are read as by hexo-renderer-marked")),
        Generator.Hugo => Named("markup.defaultMarkdownHandler", configuration["markup"] as FrontMatterMap, "defaultMarkdownHandler", ["goldmark"], "Goldmark's Markdown"),
        _ => [],
    };

    private static IEnumerable<(string, FrontMatterValue, string)> Named(string name, FrontMatterMap? settings, string key, string[] followed, string instead)
    {
        if (settings?.TextOf(key) is { Length: > 0 } engine && !followed.Contains(engine.Trim(), StringComparer.OrdinalIgnoreCase))
        {
            yield return (name, settings[key]!, $"texts are read as {instead}, not as '{engine.Trim()}' would");
        }
    }
}
