using System.Collections.Frozen;
using AngleSharp.Dom;
using Ganss.Xss;

namespace Cms.Markdown.Html;

/// <summary>What HTML a reader's browser is handed: an allow-list of elements, attributes, style properties and schemes. Nothing in it runs.</summary>
internal static class HtmlPolicy
{
    /// <summary>Carries a style that is known to be harmless past the sanitiser.</summary>
    public const string StyleAttribute = "data-cms-style";

    private static readonly FrozenSet<string> Elements = Frozen(
        "a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col colgroup data dd del details dfn dir div dl dt em "
        + "figcaption figure font footer h1 h2 h3 h4 h5 h6 header hgroup hr i iframe img input ins kbd li main mark nav ol p picture pre q rp rt ruby s samp "
        + "section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u ul var video wbr");

    private static readonly FrozenSet<string> Attributes = Frozen(
        "abbr align alt allowfullscreen aria-describedby aria-hidden aria-label aria-labelledby autoplay bgcolor border cellpadding cellspacing checked cite class "
        + "color cols colspan controls coords datetime default dir disabled download face headers height hreflang href hspace id kind label lang loading loop muted name "
        + "nowrap open playsinline poster preload rel reversed role rowspan scope size sizes span src srclang srcset start summary tabindex target title "
        + "type valign value vspace width");

    private static readonly FrozenSet<string> Addresses = Frozen("cite href poster src");

    // Reading the setting is thread-safe as long as nobody changes it (HtmlSanitizer's documentation).
    private static readonly HtmlSanitizer Sanitizer = Create();

    /// <param name="html">Well-formed, bounded HTML.</param>
    public static string Sanitize(string html) => Sanitizer.Sanitize(html);

    /// <summary>Whether the sanitiser would leave a tag as it is: element, attributes and addresses are all on the lists.</summary>
    public static bool Allows(string element, List<HtmlAttribute> attributes)
    {
        if (!Elements.Contains(element))
        {
            return false;
        }

        foreach (var (name, value) in attributes)
        {
            var isKnown = Attributes.Contains(name) || name is "style" || name.StartsWith("data-", StringComparison.Ordinal);
            if (!isKnown || name == "srcset" || IsMisnamed(element, name) || (Addresses.Contains(name) && !IsPlainlyAllowed(value ?? "", element == "img")))
            {
                return false;
            }
        }

        return true;
    }

    // Old posts name the places that they link to. On any other element, a name is one that the page's scripts may meet as a variable
    // (https://html.spec.whatwg.org/#named-access-on-the-window-object).
    private static bool IsMisnamed(string element, string attribute) => attribute == "name" && element != "a";

    // There are two thousand named characters in HTML, &colon; and &Tab; among them: an address that holds any but &amp; is the sanitiser's to read.
    private static bool IsPlainlyAllowed(string address, bool isImage)
    {
        var plain = address.Replace("&amp;", "", StringComparison.Ordinal);
        return !plain.Contains('&', StringComparison.Ordinal) && SafeUrl.IsAllowed(plain, isImage);
    }

    private static HtmlSanitizer Create()
    {
        var sanitizer = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = Elements.ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = Attributes.ToHashSet(StringComparer.OrdinalIgnoreCase),
            AllowedCssProperties = new HashSet<string>(StringComparer.Ordinal),
            AllowedSchemes = SafeUrl.Schemes.ToHashSet(StringComparer.OrdinalIgnoreCase),
            UriAttributes = Addresses.ToHashSet(StringComparer.OrdinalIgnoreCase),
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
            if (processed.Node is not IElement element)
            {
                return;
            }

            if (IsMisnamed(element.LocalName, "name"))
            {
                element.RemoveAttribute("name");
            }

            if (element.GetAttribute(StyleAttribute) is { } style)
            {
                element.RemoveAttribute(StyleAttribute);
                element.SetAttribute("style", style);
            }
        };
        return sanitizer;
    }

    private static FrozenSet<string> Frozen(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
