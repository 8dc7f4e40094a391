using System.Text.RegularExpressions;
using Cms.Markdown.Html;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>The tags that Jekyll itself has.</summary>
internal static partial class JekyllTags
{
    public static IReadOnlyList<(string Name, LiquidTag Tag)> All { get; } =
    [
        ("highlight", new(IsBlock: true, Highlight)),
        ("include", new(IsBlock: false, Includes.Include)),
        ("include_cached", new(IsBlock: false, Includes.Include)),
        ("include_relative", new(IsBlock: false, Includes.IncludeRelative)),
        ("post_url", new(IsBlock: false, Address)),
        ("link", new(IsBlock: false, Address)),

        // Plugins' tags for the head and the end of a page: nothing that a post shows.
        ("seo", new(IsBlock: false, Nothing)),
        ("feed_meta", new(IsBlock: false, Nothing)),
    ];

    /// <summary>As Jekyll writes it: a figure of raw HTML, whose content is expanded but is no Markdown.</summary>
    private static string Highlight(TagUse use, string body, TemplateContext context)
    {
        var markup = HighlightMarkup.Match(use.Arguments);
        if (!markup.Success)
        {
            LiquidExpansion.Of(context).Warn("liquid-arguments", "A {% highlight %} names no language that can be read, so it has none. Write {% highlight ruby %}.");
        }

        var language = markup.Groups["language"].Value.ToLowerInvariant();
        var code = HtmlText.Escape(body.Trim('\n', '\r'));
        return HighlightedCode.Write(language, LineNumbers.IsMatch(markup.Groups["options"].Value) ? HighlightedCode.WithNumbers(code) : code);
    }

    private static string Address(TagUse use, string body, TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        var name = Includes.Expand(use.Arguments, context);
        if (LiquidReferences.Of(use.Name, name) is { } reference && expansion.Post.Posts.TryGetValue(reference, out var target))
        {
            return SiteUrls.Relative(target.Path, expansion.Post.Site);
        }

        if (use.Name == "link" && expansion.Post.Site.Pages.TryGetValue(name.Trim().TrimStart('/'), out var ownAddress))
        {
            return SiteUrls.Relative(ownAddress, expansion.Post.Site);
        }

        if (use.Name == "link" && SiteFiles.AddressOf(name, expansion.Post.Site.Permalink) is { } address)
        {
            if (SiteFiles.IsPage(name))
            {
                expansion.Warn("liquid-page-link", $"The tag {{% link {name} %}} names a page, and pages are not taken in: it leads to {address}, where Jekyll puts the page unless that says otherwise. Write the address if it is another.");
            }

            return SiteUrls.Relative(address, expansion.Post.Site);
        }

        expansion.Warn("liquid-post-not-found", $"The tag {{% {use.Name} {name} %}} names no published post of this source, so it was left out. Correct the name.");
        return "";
    }

    private static string Nothing(TagUse use, string body, TemplateContext context) => "";

    // Jekyll's own.
    [GeneratedRegex("""^(?<language>[a-zA-Z0-9.+#_-]+)(?<options>(?:\s+\w+(?:=(?:\w+|"(?:[0-9]+\s)*[0-9]+"))?)*)$""", RegexOptions.NonBacktracking)]
    private static partial Regex HighlightMarkup { get; }

    [GeneratedRegex(@"\slinenos\b", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant)]
    private static partial Regex LineNumbers { get; }
}
