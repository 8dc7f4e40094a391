using Cms.Markdown.FrontMatter;

namespace Cms.Markdown;

/// <summary>How a text is rendered. Compared by value; renderers of equal options are shared.</summary>
public sealed record RenderingOptions
{
    /// <summary>A file outside any site: kramdown's heading ids, but no typography, and nothing of Liquid.</summary>
    public static RenderingOptions SingleFile { get; } = new();

    /// <summary>Whether Liquid is expanded before Markdown: for Jekyll, Octopress and Hexo only, samples of Ruby and Jinja lose text by it elsewhere.</summary>
    public bool ExpandLiquid { get; init; }

    /// <summary>Whether the text is read as Jekyll's kramdown does, whose lists, HTML, emphasis and links have another grammar than CommonMark's.</summary>
    public bool Kramdown { get; init; }

    /// <summary>kramdown's typography: curly quotes.</summary>
    public bool SmartQuotes { get; init; }

    /// <summary>kramdown's typography: dashes, ellipses, guillemets.</summary>
    public bool TypographicSymbols { get; init; }

    /// <summary>kramdown: whether the inside of block elements is Markdown without an attribute that says so.</summary>
    public bool ParseBlockHtml { get; init; }

    /// <summary>kramdown: whether lines with a bar anywhere in them are a table, as Jekyll's readers have seen them.</summary>
    public bool TablesOfBars { get; init; }

    /// <summary>kramdown: the first level of headings that <c>{:toc}</c> lists.</summary>
    public int TocFrom { get; init; } = 1;

    /// <summary>kramdown: the last level of headings that <c>{:toc}</c> lists.</summary>
    public int TocTo { get; init; } = 6;

    /// <summary>Whether bare URLs become links, as Redcarpet and GitHub do and kramdown does not.</summary>
    public bool AutoLinks { get; init; }

    /// <summary>Whether a line end in a paragraph is a line break.</summary>
    public bool HardWraps { get; init; }

    public bool HeadingIds { get; init; } = true;

    /// <summary>Added to the level of each heading, which ends at 6.</summary>
    public int HeadingOffset { get; init; }

    /// <summary>Makes relative addresses absolute; null leaves them.</summary>
    public Uri? BaseUrl { get; init; }

    /// <summary>Where the excerpt ends; null is Jekyll's default, the first blank line. <c>&lt;!--more--&gt;</c> ends it in any case.</summary>
    public string? ExcerptSeparator { get; init; }

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
            ExpandLiquid = true,
            Kramdown = isKramdown,
            TablesOfBars = isKramdown,
            TypographicSymbols = isKramdown,
            ParseBlockHtml = isKramdown && IsTrue(kramdown["parse_block_html"]),
            SmartQuotes = isKramdown && !HasStraightQuotes(kramdown.TextOf("smart_quotes")),
            AutoLinks = !isKramdown,
            HardWraps = isKramdown && IsTrue(kramdown["hard_wrap"]),
            HeadingIds = !isKramdown || kramdown["auto_ids"] is not FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } ids || IsTrue(ids),
            ExcerptSeparator = siteConfiguration.TextOf("excerpt_separator"),
        };
    }

    // kramdown takes four entities by name or number; 39 and apos are the straight apostrophe.
    private static bool HasStraightQuotes(string? names) =>
        names is not null && (names.StartsWith("apos", StringComparison.Ordinal) || names.StartsWith("39", StringComparison.Ordinal));

    private static bool IsTrue(FrontMatterValue? value) =>
        value is FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } scalar && ScalarKinds.IsTrue(scalar.Text);
}
