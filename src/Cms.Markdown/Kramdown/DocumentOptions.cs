using System.Globalization;

namespace Cms.Markdown.Kramdown;

/// <summary>
/// kramdown's options that a document sets itself, <c>{::options name="value" /}</c>, wherever it does so: blocks are read first, and what the options
/// say holds for all spans and headings. Those that Jekyll's GFM parser has settled before it reads a document (<c>hard_wrap</c>) are not among them.
/// </summary>
internal static class DocumentOptions
{
    private const int MaximumNumber = 1_000_000;

    /// <summary>The options after what a tag says; a value that can't be read leaves its option as it was.</summary>
    public static RenderingOptions After(RenderingOptions options, ExtensionTag tag) => tag.Values.Aggregate(options, (known, option) => With(known, option.Name, option.Value));

    /// <summary>The first and the last level of <c>1..3</c>, <c>2,3</c> or the like.</summary>
    public static (int From, int To) TocLevels(string text)
    {
        var levels = text.Where(c => c is >= '1' and <= '6').Select(c => c - '0').ToList();
        return levels.Count == 0 ? (1, 6) : (levels.Min(), levels.Max());
    }

    public static int FootnoteNumber(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= MaximumNumber ? number : 1;

    private static RenderingOptions With(RenderingOptions options, string name, string value)
    {
        switch (name)
        {
            case "auto_ids":
                return options with { HeadingIds = KramdownOptions.IsTrue(value) };
            case "parse_block_html":
                return options with { ParseBlockHtml = KramdownOptions.IsTrue(value) };
            case "footnote_nr":
                return options with { FootnotesFrom = FootnoteNumber(value.Trim()) };
            case "toc_levels":
                var levels = TocLevels(value);
                return options with { TocFrom = levels.From, TocTo = levels.To };
            case "smart_quotes":
                var marks = QuoteMarks.Read(value.Split(','));
                return options with { QuoteMarks = marks, SmartQuotes = marks != QuoteMarks.Straight };
            default:
                return options with { KramdownOptions = options.KramdownOptions.With(name, value) };
        }
    }
}
