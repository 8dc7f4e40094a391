using Cms.Markdown.FrontMatter;
using Cms.Markdown.Kramdown;
using Cms.Markdown.Templates;

namespace Cms.Markdown;

/// <summary>How a text is rendered. Compared by value; renderers of equal options are shared.</summary>
public sealed record RenderingOptions
{
    private static readonly string[] DefaultFrameHosts = ["www.youtube-nocookie.com", "player.vimeo.com"];

    /// <summary>A file outside any site, and a post that was written here: kramdown, so that Jekyll makes the same of it, but no typography, and nothing of Liquid.</summary>
    public static RenderingOptions SingleFile { get; } = new();

    /// <summary>What GitHub makes of a file, for sites of other generators: CommonMark, bare addresses linked, nothing of Liquid.</summary>
    public static RenderingOptions GitHub { get; } = new() { Kramdown = false, AutoLinks = true };

    /// <summary>What is expanded before Markdown.</summary>
    public TemplateLanguage TemplateLanguage { get; init; }

    /// <summary>Whether the text is HTML already, in which templates are expanded and nothing of Markdown is looked for.</summary>
    public bool IsHtml { get; init; }

    /// <summary>Whether the text is read as Jekyll's kramdown does, whose lists, HTML, emphasis and links have another grammar than CommonMark's; else as GitHub does.</summary>
    public bool Kramdown { get; init; } = true;

    /// <summary>kramdown's typography: curly quotes.</summary>
    public bool SmartQuotes { get; init; }

    /// <summary>The four characters for opening and closing single and double quotes; German sites name others.</summary>
    public string QuoteMarks { get; init; } = Markdown.Kramdown.QuoteMarks.Default;

    /// <summary>kramdown's typography: dashes, ellipses, guillemets.</summary>
    public bool TypographicSymbols { get; init; }

    /// <summary>kramdown: whether the inside of block elements is Markdown without an attribute that says so.</summary>
    public bool ParseBlockHtml { get; init; }

    /// <summary>kramdown: whether lines with a bar anywhere in them are a table, as Jekyll's readers have seen them.</summary>
    public bool TablesOfBars { get; init; }

    /// <summary>kramdown: how the parts of its grammar are written.</summary>
    public KramdownOptions KramdownOptions { get; init; } = KramdownOptions.Default;

    /// <summary>kramdown: the first level of headings that <c>{:toc}</c> lists.</summary>
    public int TocFrom { get; init; } = 1;

    /// <summary>kramdown: the last level of headings that <c>{:toc}</c> lists.</summary>
    public int TocTo { get; init; } = 6;

    /// <summary>kramdown: the number of the first footnote.</summary>
    public int FootnotesFrom { get; init; } = 1;

    /// <summary>Whether bare URLs become links, as Redcarpet and GitHub do; kramdown does not, and this says nothing there.</summary>
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

    /// <summary>Hosts whose frames stay in sanitised HTML: by default YouTube without cookies and Vimeo. Any other frame becomes a link.</summary>
    public IReadOnlyList<string> FrameHosts { get; init; } = DefaultFrameHosts;

    /// <summary>What a site's <c>_config.yml</c> asks for: without a word in it, Jekyll's defaults.</summary>
    public static RenderingOptions ForJekyll(FrontMatterMap siteConfiguration)
    {
        ArgumentNullException.ThrowIfNull(siteConfiguration);
        var kramdown = siteConfiguration["kramdown"] as FrontMatterMap ?? FrontMatterMap.Empty;
        var isKramdown = siteConfiguration.TextOf("markdown") is not { } engine || string.Equals(engine, "kramdown", StringComparison.OrdinalIgnoreCase);
        var toc = DocumentOptions.TocLevels(string.Concat(ItemsOf(kramdown["toc_levels"])));
        var marks = Markdown.Kramdown.QuoteMarks.Read(ItemsOf(kramdown["smart_quotes"]));
        return new()
        {
            TemplateLanguage = TemplateLanguage.Jekyll,
            Kramdown = isKramdown,
            TablesOfBars = isKramdown,
            TypographicSymbols = isKramdown && !ItemsOf(kramdown["gfm_quirks"]).Contains("no_auto_typographic", StringComparer.Ordinal),
            ParseBlockHtml = isKramdown && IsTrue(kramdown, "parse_block_html"),
            KramdownOptions = isKramdown ? KramdownOptions.Of(kramdown) : KramdownOptions.Default,
            SmartQuotes = isKramdown && marks != Markdown.Kramdown.QuoteMarks.Straight,
            QuoteMarks = marks,
            AutoLinks = !isKramdown,
            HardWraps = isKramdown && IsTrue(kramdown, "hard_wrap"),
            TocFrom = toc.From,
            TocTo = toc.To,
            FootnotesFrom = DocumentOptions.FootnoteNumber(kramdown.TextOf("footnote_nr")),
            HeadingIds = !isKramdown || IsTrue(kramdown, "auto_ids", otherwise: true),
            ExcerptSeparator = siteConfiguration.TextOf("excerpt_separator"),
            MoreEndsExcerpt = false,
        };
    }

    /// <summary>The items of a list, which kramdown's options may also write as text with commas.</summary>
    private static string[] ItemsOf(FrontMatterValue? value) => value switch
    {
        FrontMatterScalar scalar => scalar.Text.Split(',', StringSplitOptions.TrimEntries),
        FrontMatterList list => [.. list.Items.OfType<FrontMatterScalar>().Select(item => item.Text)],
        _ => [],
    };

    private static bool IsTrue(FrontMatterMap kramdown, string name, bool otherwise = false) => kramdown[name] switch
    {
        FrontMatterScalar { Kind: FrontMatterScalarKind.Boolean } scalar => ScalarKinds.IsTrue(scalar.Text),
        FrontMatterScalar scalar => KramdownOptions.IsTrue(scalar.Text),
        _ => otherwise,
    };
}
