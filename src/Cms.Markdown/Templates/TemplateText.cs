using Cms.Markdown.Liquid;
using Cms.Markdown.Shortcodes;

namespace Cms.Markdown.Templates;

/// <summary>Expands a text by the language of its source.</summary>
internal static class TemplateText
{
    /// <param name="markdownify">Renders a part of the text by itself, for what a tag wants as HTML.</param>
    /// <exception cref="RenderingLimitException">The text asks for more than the bounds.</exception>
    public static string Expand(
        string text, TemplateLanguage language, PostContext post, Func<string, string> markdownify, List<RenderingWarning> warnings, CancellationToken ct) => language switch
        {
            TemplateLanguage.Jekyll or TemplateLanguage.Octopress or TemplateLanguage.Hexo => LiquidExpander.Expand(text, language, post, markdownify, warnings, ct),
            TemplateLanguage.Hugo => ContentLinks.Expand(HugoShortcodes.Expand(text, post, warnings), post, warnings),
            TemplateLanguage.Mdx => MdxModule.Strip(text),
            _ => text,
        };
}
