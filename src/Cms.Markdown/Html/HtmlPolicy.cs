using AngleSharp.Dom;
using Ganss.Xss;

namespace Cms.Markdown.Html;

/// <summary>What HTML a reader's browser is handed: an allow-list of elements, attributes, style properties and schemes. Nothing in it runs.</summary>
internal static class HtmlPolicy
{
    /// <summary>Carries a style that is known to be harmless past the sanitiser.</summary>
    public const string StyleAttribute = "data-cms-style";

    // Reading the setting is thread-safe as long as nobody changes it (HtmlSanitizer's documentation).
    private static readonly HtmlSanitizer Sanitizer = Create();

    /// <param name="html">Well-formed, bounded HTML.</param>
    public static string Sanitize(string html) => Sanitizer.Sanitize(html);

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Set(
                "a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del details dfn dir div dl dt em "
                + "figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd li main mark nav ol p picture pre q rp rt ruby s samp "
                + "section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr"),
            AllowedAttributes = Set(
                "abbr align alt allowfullscreen aria-describedby aria-hidden aria-label aria-labelledby autoplay bgcolor border cellpadding cellspacing checked cite class "
                + "color cols colspan controls coords datetime default dir disabled download face headers height hreflang href hspace id kind label lang loading loop muted name "
                + "nowrap open playsinline poster preload rel reversed role rowspan scope size sizes span src srclang srcset start summary tabindex target title "
                + "type valign value vspace width"),
            AllowedCssProperties = Set(""),
            AllowedSchemes = SafeUrl.Schemes.ToHashSet(StringComparer.OrdinalIgnoreCase),
            UriAttributes = Set("cite href poster src"),
            AllowedAtRules = new HashSet<AngleSharp.Css.Dom.CssRuleType>(),
            AllowDataAttributes = true,
        })
        {
            KeepChildNodes = true,
        };
        sanitizer.FilterUrl += (_, url) =>
        {
            if (url.SanitizedUrl is null && url.Tag.LocalName == "img" && SafeUrl.IsInlineImage(url.OriginalUrl))
            {
                url.SanitizedUrl = url.OriginalUrl;
            }
        };
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is IElement element && element.GetAttribute(StyleAttribute) is { } style)
            {
                element.RemoveAttribute(StyleAttribute);
                element.SetAttribute("style", style);
            }
        };
        return sanitizer;
    }

    private static HashSet<string> Set(string names) => names.Split(' ').ToHashSet(StringComparer.OrdinalIgnoreCase);
}
