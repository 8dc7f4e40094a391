using System.Globalization;
using Cms.Markdown.FrontMatter;
using Cms.Markdown.Kramdown;

namespace Cms.Markdown;

/// <summary>
/// kramdown's options that decide how its grammar's parts are written (https://kramdown.gettalong.org/options.html, as of 2.4). Compared by value. A site
/// names them below <c>kramdown:</c> in its <c>_config.yml</c>, a document in <c>{::options name="value" /}</c>.
/// </summary>
public sealed record KramdownOptions
{
    public static KramdownOptions Default { get; } = new();

    /// <summary><c>header_offset</c>: added to the level of each heading, which stays between 1 and 6.</summary>
    public int HeaderOffset { get; init; }

    /// <summary><c>auto_id_prefix</c>: what stands before each id that is made of a heading's text.</summary>
    public string AutoIdPrefix { get; init; } = "";

    /// <summary><c>parse_span_html</c>: whether the inside of an author's span elements is read for spans.</summary>
    public bool ParseSpanHtml { get; init; } = true;

    /// <summary><c>footnote_prefix</c>: what stands before each footnote's name in its ids, so that those of two texts on one page differ.</summary>
    public string FootnotePrefix { get; init; } = "";

    /// <summary><c>footnote_backlink</c>: the text of the way back from a footnote; empty for none.</summary>
    public string FootnoteBacklink { get; init; } = "↩";

    /// <summary><c>footnote_backlink_inline</c>: whether the way back stands in the footnote's last paragraph, however deep that lies.</summary>
    public bool FootnoteBacklinkInline { get; init; }

    /// <summary><c>footnote_link_text</c>, as of kramdown 2.5: the text of a reference, with <c>%s</c> for the footnote's number.</summary>
    public string FootnoteLinkText { get; init; } = Number;

    /// <summary><c>remove_line_breaks_for_cjk</c>: whether a line break between two Chinese or Japanese characters is left out.</summary>
    public bool JoinsCjkLines { get; init; }

    /// <summary><c>typographic_symbols</c>: what is written for dashes, ellipses and guillemets.</summary>
    public SymbolTexts Symbols { get; init; } = SymbolTexts.Default;

    /// <summary>The code of a warning about an option that is not followed.</summary>
    public const string Warning = "kramdown-option";

    private const string Number = "%s";
    private const int MaximumText = 200;

    // Of those that change what readers see. Others name highlighters and templates, or say how other formats are written.
    private static readonly Dictionary<string, string> Unsupported = new(StringComparer.Ordinal)
    {
        ["html_to_native"] = "HTML stays HTML here, which browsers show alike",
        ["input"] = "texts are read as GFM, Jekyll's default",
        ["math_engine"] = "formulas are written for MathJax",
        ["template"] = "posts are written without one",
        ["transliterated_header_ids"] = "ids keep their own letters",
        ["link_defs"] = "links are defined in the texts that use them",
    };

    // Followed, here or by RenderingOptions, or without anything that readers would see.
    private static readonly string[] Known =
    [
        "auto_id_prefix", "auto_id_stripping", "auto_ids", "coderay", "enable_coderay", "entity_output", "footnote_backlink", "footnote_backlink_inline",
        "footnote_link_text", "footnote_nr", "footnote_prefix", "forbidden_inline_options", "gfm_emojis", "gfm_quirks", "guess_lang", "hard_wrap", "header_offset", "latex_headers",
        "line_width", "list_indent", "math_engine_opts", "parse_block_html", "parse_span_html", "remove_block_html_tags", "remove_line_breaks_for_cjk",
        "remove_span_html_tags", "show_warnings", "smart_quotes", "syntax_highlighter", "syntax_highlighter_opts", "toc_levels", "typographic_symbols",
    ];

    /// <summary>What a site says.</summary>
    public static KramdownOptions Of(FrontMatterMap kramdown)
    {
        ArgumentNullException.ThrowIfNull(kramdown);
        return kramdown.Entries.Aggregate(Default, (options, entry) => entry.Value switch
        {
            FrontMatterScalar scalar => options.With(entry.Key, scalar.Kind == FrontMatterScalarKind.Boolean ? scalar.ToJson()!.ToJsonString() : scalar.Text),
            FrontMatterMap symbols when entry.Key == "typographic_symbols" => options with { Symbols = SymbolTexts.Of(symbols) },
            _ => options,
        });
    }

    /// <summary>The settings below <c>kramdown:</c> that are not followed, each with the reason.</summary>
    public static IEnumerable<(string Name, FrontMatterValue Value, string Reason)> Unfollowed(FrontMatterMap kramdown)
    {
        ArgumentNullException.ThrowIfNull(kramdown);
        foreach (var (name, value) in kramdown.Entries)
        {
            var isDefault = (name is "input" && value is FrontMatterScalar { Text: "GFM" })
                || (name is "math_engine" && value is FrontMatterScalar { Text: "mathjax" })
                || (name is "html_to_native" or "transliterated_header_ids" && value is FrontMatterScalar { Text: "false" });
            if (ReasonAgainst(name) is { } reason && !isDefault)
            {
                yield return (name, value, reason);
            }
        }
    }

    /// <summary>Why an option is not followed; null for one that is.</summary>
    internal static string? ReasonAgainst(string name) =>
        Unsupported.GetValueOrDefault(name) ?? (Known.Contains(name, StringComparer.Ordinal) || name.StartsWith("coderay_", StringComparison.Ordinal) ? null : "kramdown has no such option");

    /// <summary>The options with one of them otherwise. A value that cannot be read leaves it as it was, and so does a name of another kind.</summary>
    internal KramdownOptions With(string name, string value) => name switch
    {
        "header_offset" => int.TryParse(value.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) ? this with { HeaderOffset = Math.Clamp(offset, -6, 6) } : this,
        "auto_id_prefix" => this with { AutoIdPrefix = Bounded(value) },
        "parse_span_html" => this with { ParseSpanHtml = IsTrue(value) },
        "footnote_prefix" => this with { FootnotePrefix = Bounded(value) },
        "footnote_backlink" => this with { FootnoteBacklink = Entities.DecodeAll(Bounded(value)) },
        "footnote_backlink_inline" => this with { FootnoteBacklinkInline = IsTrue(value) },
        "footnote_link_text" => value.Contains(Number, StringComparison.Ordinal) ? this with { FootnoteLinkText = Bounded(value) } : this,
        "remove_line_breaks_for_cjk" => this with { JoinsCjkLines = IsTrue(value) },
        "typographic_symbols" => SymbolTexts.Read(value) is { } symbols ? this with { Symbols = symbols } : this,
        _ => this,
    };

    /// <summary>The text of a reference to a footnote.</summary>
    internal string LinkTextOf(int number) => FootnoteLinkText.Replace(Number, number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>kramdown takes all but <c>false</c> and nothing for true.</summary>
    internal static bool IsTrue(string value) => value.Trim() is { Length: > 0 } text && !text.Equals("false", StringComparison.OrdinalIgnoreCase);

    // It is written once for each footnote or heading.
    private static string Bounded(string text) => text.Length <= MaximumText ? text : text[..MaximumText];
}
