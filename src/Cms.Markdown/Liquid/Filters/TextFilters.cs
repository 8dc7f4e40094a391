using System.Collections.Frozen;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Cms.Markdown.Html;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Filters for text, as Jekyll and Ruby's Liquid have them.</summary>
internal static partial class TextFilters
{
    public static IReadOnlyList<(string Name, FilterDelegate Filter)> All { get; } =
    [
        ("markdownify", (input, _, context) => Text(LiquidExpansion.Of(context).Markdown(input.ToStringValue()))),
        ("smartify", (input, _, context) => Text(Smartify(input.ToStringValue(), context))),
        ("slugify", (input, arguments, _) => Text(Slugify(input.ToStringValue(), arguments.At(0).ToStringValue()))),
        ("xml_escape", (input, _, _) => Text(HtmlText.EscapeAttribute(input.ToStringValue()))),
        ("escape", (input, _, _) => Text(Escape(input.ToStringValue()))),
        ("h", (input, _, _) => Text(Escape(input.ToStringValue()))),
        ("escape_once", (input, _, _) => Text(EscapeOnce(input.ToStringValue()))),
        ("number_of_words", (input, arguments, _) => new(NumberValue.Create(NumberOfWords(input.ToStringValue(), arguments.At(0).ToStringValue())))),
        ("normalize_whitespace", (input, _, _) => Text(WhiteSpace.Replace(input.ToStringValue(), " ").Trim())),
        ("jsonify", (input, _, context) => Text(JsonText.Of(input, context))),
        ("inspect", (input, _, context) => Text(HtmlText.EscapeAttribute(JsonText.Of(input, context)))),
        ("strip_html", (input, _, _) => Text(StripHtml(input.ToStringValue()))),
        ("newline_to_br", (input, _, _) => Text(input.ToStringValue().Replace("\r\n", "\n", StringComparison.Ordinal).Replace("\n", "<br />\n", StringComparison.Ordinal))),
        ("capitalize", (input, _, _) => Text(Capitalize(input.ToStringValue()))),
        ("downcase", (input, _, _) => Text(input.ToStringValue().ToLowerInvariant())),
        ("upcase", (input, _, _) => Text(input.ToStringValue().ToUpperInvariant())),
        ("append", (input, arguments, _) => Text(input.ToStringValue() + arguments.At(0).ToStringValue())),
        ("prepend", (input, arguments, _) => Text(arguments.At(0).ToStringValue() + input.ToStringValue())),
        ("remove", (input, arguments, _) => Text(Remove(input.ToStringValue(), arguments.At(0).ToStringValue()))),
        ("replace", (input, arguments, context) => Text(Replace(input.ToStringValue(), arguments.At(0).ToStringValue(), arguments.At(1).ToStringValue(), context))),
        ("strip_newlines", (input, _, _) => Text(input.ToStringValue().Replace("\r\n", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal))),
    ];

    // Letters that are not another one with a mark: each, a blank, and what stands for it.
    private static readonly FrozenDictionary<char, string> Latin =
        "ß ss,æ ae,Æ AE,œ oe,Œ OE,ø o,Ø O,đ d,Đ D,ð d,Ð D,þ th,Þ Th,ł l,Ł L,ħ h,Ħ H,ı i,ŋ ng,Ŋ NG,× x"
            .Split(',').ToFrozenDictionary(pair => pair[0], pair => pair[2..]);

    private static ValueTask<FluidValue> Text(string text) => new(new StringValue(text));

    private static string Remove(string text, string part) => part.Length == 0 ? text : text.Replace(part, "", StringComparison.Ordinal);

    private static string Replace(string text, string part, string by, TemplateContext context)
    {
        if (part.Length == 0)
        {
            return text;
        }

        // Each character may become a long text.
        LiquidExpansion.Of(context).Bounds.Spend((long)text.AsSpan().Count(part) * by.Length);
        return text.Replace(part, by, StringComparison.Ordinal);
    }

    // CGI.escapeHTML of Ruby.
    private static string Escape(string text) => HtmlText.EscapeAttribute(text).Replace("'", "&#39;", StringComparison.Ordinal);

    private static string EscapeOnce(string text) => LoneMark.Replace(text, match => match.Value switch { "\"" => "&quot;", "'" => "&#39;", "<" => "&lt;", ">" => "&gt;", _ => "&amp;" });

    private static string Capitalize(string text) =>
        text.Length == 0 ? text : string.Concat(text[..1].ToUpperInvariant(), text.AsSpan(1).ToString().ToLowerInvariant());

    // Script and style go with what is in them, comments, then tags.
    private static string StripHtml(string text) => Tag.Replace(Unseen.Replace(text, ""), "");

    /// <summary>Jekyll's modes: default, raw, pretty, ascii, latin, none.</summary>
    private static string Slugify(string text, string mode)
    {
        var pattern = mode switch
        {
            "raw" => WhiteSpace,
            "pretty" => NotPretty,
            "ascii" => NotAscii,
            "latin" or "default" or "" => NotLetters,
            _ => null,
        };
        if (pattern is null)
        {
            return text.ToLowerInvariant();
        }

        var slug = pattern.Replace(mode == "latin" ? WithoutAccents(text) : text, "-");
        slug = slug.StartsWith('-') ? slug[1..] : slug;
        slug = slug.EndsWith('-') ? slug[..^1] : slug;
        return slug.ToLowerInvariant();
    }

    private static string WithoutAccents(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                plain.Append(c < 128 ? c.ToString() : Latin.GetValueOrDefault(c, "?"));
            }
        }

        return plain.ToString();
    }

    private static int NumberOfWords(string text, string mode)
    {
        var cjk = mode is "cjk" or "auto" ? Cjk.Count(text) : 0;
        return mode == "cjk" || cjk > 0
            ? cjk + NotCjk.Count(text)
            : text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
    }

    // Rendered as a paragraph in which nothing but quotation marks, dashes and dots means anything.
    private static string Smartify(string text, TemplateContext context)
    {
        var html = LiquidExpansion.Of(context).Markdown(MeansSomething.Replace(text, @"\$0")).Trim();
        return html.StartsWith("<p>", StringComparison.Ordinal) && html.EndsWith("</p>", StringComparison.Ordinal) && html.LastIndexOf("<p>", StringComparison.Ordinal) == 0
            ? WebUtility.HtmlDecode(html[3..^4])
            : text;
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex WhiteSpace { get; }

    [GeneratedRegex(@"[^\p{M}\p{L}\p{Nd}]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotLetters { get; }

    [GeneratedRegex(@"[^\p{M}\p{L}\p{Nd}._~!$&'()+,;=@]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotPretty { get; }

    [GeneratedRegex("[^A-Za-z0-9]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotAscii { get; }

    [GeneratedRegex("""["'<>]|&(?!(?:[a-zA-Z]+|#[0-9]+);)""", RegexOptions.None, Timeout.Infinite)]
    private static partial Regex LoneMark { get; }

    [GeneratedRegex(@"<script.*?</script>|<!--.*?-->|<style.*?</style>", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex Unseen { get; }

    [GeneratedRegex("<[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Tag { get; }

    [GeneratedRegex(@"[\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}]", RegexOptions.NonBacktracking)]
    private static partial Regex Cjk { get; }

    [GeneratedRegex(@"[^\p{IsCJKUnifiedIdeographs}\p{IsCJKUnifiedIdeographsExtensionA}\p{IsHiragana}\p{IsKatakana}\p{IsHangulSyllables}\s]+", RegexOptions.NonBacktracking)]
    private static partial Regex NotCjk { get; }

    [GeneratedRegex(@"[\\`*_{}\[\]()#+!|~&:=^$]", RegexOptions.NonBacktracking)]
    private static partial Regex MeansSomething { get; }
}
