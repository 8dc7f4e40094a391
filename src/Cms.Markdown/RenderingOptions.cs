using Cms.Markdown.FrontMatter;
using Cms.Markdown.Templates;

namespace Cms.Markdown;

/// <summary>How a text is rendered. Compared by value; renderers of equal options are shared.</summary>
public sealed record RenderingOptions
{
    /// <summary>A file outside any site: kramdown's heading ids, but no typography, and no templates.</summary>
    public static RenderingOptions SingleFile { get; } = new();

    /// <summary>What is expanded before Markdown.</summary>
    public TemplateLanguage TemplateLanguage { get; init; }

    /// <summary>Whether the text is HTML already, in which templates are expanded and nothing of Markdown is looked for.</summary>
    public bool IsHtml { get; init; }

    /// <summary>kramdown's typography: curly quotes, dashes, ellipses, guillemets.</summary>
    public bool SmartQuotes { get; init; }

    /// <summary>Whether bare URLs become links, as Redcarpet and GitHub do and kramdown does not.</summary>
    public bool AutoLinks { get; init; }

    /// <summary>Whether a line end in a paragraph is a line break.</summary>
    public bool HardWraps { get; init; }

    public bool HeadingIds { get; init; } = true;

    /// <summary>Added to the level of each heading, which ends at 6.</summary>
    public int HeadingOffset { get; init; }

    /// <summary>Makes relative addresses absolute; null leaves them.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Where the excerpt ends; null is Jekyll's default, the first blank line.</summary>
    public string? ExcerptSeparator { get; init; }

    /// <summary>Whether <c>&lt;!--more--&gt;</c>, blanks in it or not, ends the excerpt whatever the separator. Only Jekyll knows no such mark.</summary>
    public bool MoreEndsExcerpt { get; init; } = true;

    /// <summary>Leaves out sanitising. For authors who may run script on the readers' side anyway.</summary>
    public bool TrustHtml { get; init; }

    /// <summary>What a site's <c>_config.yml</c> asks for: without a word in it, Jekyll's defaults.</summary>
    public static RenderingOptions ForJekyll(FrontMatterMap siteConfiguration)
    {
        ArgumentNullException.ThrowIfNull(siteConfiguration);
        var kramdown = siteConfiguration["kramdown"] as FrontMatterMap ?? FrontMatterMap.Empty;
        var isKramdown = siteConfiguration.TextOf("markdown") is not { } engine || string.Equals(engine, "kramdown", StringComparison.OrdinalIgnoreCase);
        return new()
        {
            TemplateLanguage = TemplateLanguage.Jekyll,
            SmartQuotes = isKramdown && !HasStraightQuotes(kramdown.TextOf("smart_quotes")),
            AutoLinks = !isKramdown,
            HardWraps = isKramdown && IsTrue(kramdown["hard_wrap"]),
            HeadingIds = !isKramdown || kramdown["auto_ids"] is not FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } ids || IsTrue(ids),
            ExcerptSeparator = siteConfiguration.TextOf("excerpt_separator"),
            MoreEndsExcerpt = false,
        };
    }

    // kramdown takes four entities by name or number; 39 and apos are the straight apostrophe.
    private static bool HasStraightQuotes(string? names) =>
        names is not null && (names.StartsWith("apos", StringComparison.Ordinal) || names.StartsWith("39", StringComparison.Ordinal));

    private static bool IsTrue(FrontMatterValue? value) =>
        value is FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } scalar && ScalarKinds.IsTrue(scalar.Text);
}
