using Cms.Markdown;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Sources;

/// <summary>How a generator renders Markdown: its own defaults, and what a site's configuration says otherwise.</summary>
public static class GeneratorRendering
{
    public static RenderingOptions Of(Generator generator, FrontMatterMap configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        return MarkdownOf(generator, configuration) with { TemplateLanguage = SourceTemplates.LanguageOf(generator) };
    }

    private static RenderingOptions MarkdownOf(Generator generator, FrontMatterMap configuration) => generator switch
    {
        Generator.Jekyll => RenderingOptions.ForJekyll(configuration),
        Generator.Octopress => Octopress(configuration),
        Generator.Hexo => Hexo(configuration),
        Generator.Hugo => ZolaSettings.Are(configuration) ? Zola(configuration) : Hugo(configuration),

        // markdown-it as Eleventy sets it up links no bare addresses; remark, Gatsby's, does.
        Generator.Eleventy => RenderingOptions.GitHub with { AutoLinks = false },
        Generator.Gatsby => RenderingOptions.GitHub,
        _ => RenderingOptions.SingleFile,
    };

    // RDiscount with its SmartyPants is what Octopress ships with.
    private static RenderingOptions Octopress(FrontMatterMap configuration)
    {
        var options = RenderingOptions.ForJekyll(configuration) with { MoreEndsExcerpt = true };
        var isRDiscount = configuration.TextOf("markdown") is null or "rdiscount";
        return isRDiscount ? options with { SmartQuotes = true, AutoLinks = false } : options;
    }

    // hexo-renderer-marked's own defaults: line ends are breaks, quotes are smart, bare addresses are links.
    private static RenderingOptions Hexo(FrontMatterMap configuration)
    {
        var marked = configuration["marked"] as FrontMatterMap ?? FrontMatterMap.Empty;
        return RenderingOptions.GitHub with
        {
            SmartQuotes = IsOn(marked["smartypants"]),
            AutoLinks = IsOn(marked["autolink"]),
            HardWraps = IsOn(marked["breaks"]),
        };
    }

    // pulldown-cmark as Zola sets it up links no bare addresses, and leaves quotes and dashes unless it is told: https://www.getzola.org/documentation/getting-started/configuration/.
    private static RenderingOptions Zola(FrontMatterMap configuration) =>
        RenderingOptions.GitHub with { AutoLinks = false, SmartQuotes = IsOn(Map(configuration["markdown"])["smart_punctuation"], otherwise: false) };

    // Goldmark as Hugo sets it up: https://gohugo.io/configuration/markup/.
    private static RenderingOptions Hugo(FrontMatterMap configuration)
    {
        var goldmark = Map(Map(configuration["markup"])["goldmark"]);
        var extensions = Map(goldmark["extensions"]);
        var typographer = extensions["typographer"] is FrontMatterMap settings ? !IsOn(settings["disable"], otherwise: false) : IsOn(extensions["typographer"]);
        var parser = Map(goldmark["parser"]);
        return RenderingOptions.GitHub with
        {
            SmartQuotes = typographer,
            AutoLinks = IsOn(extensions["linkify"]),
            HardWraps = IsOn(Map(goldmark["renderer"])["hardWraps"], otherwise: false),
            HeadingIds = IsOn(parser["autoHeadingID"]),
        };
    }

    private static FrontMatterMap Map(FrontMatterValue? value) => value as FrontMatterMap ?? FrontMatterMap.Empty;

    private static bool IsOn(FrontMatterValue? value, bool otherwise = true) =>
        value is FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } scalar ? scalar.ToJson()!.GetValue<bool>() : otherwise;
}
