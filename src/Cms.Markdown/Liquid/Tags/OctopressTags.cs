using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Cms.Markdown.Html;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>Octopress's tags, which Hexo took over and many a Jekyll blog kept.</summary>
internal static partial class OctopressTags
{
    public static IReadOnlyList<(string Name, LiquidTag Tag)> All { get; } =
    [
        ("img", new(IsBlock: false, (use, _, context) => Image(Includes.Expand(use.Arguments, context)))),
        ("image", new(IsBlock: false, (use, _, context) => Image(Includes.Expand(use.Arguments, context)))),
        ("figure", new(IsBlock: true, Figure, (use, _, context) => Image(Includes.Expand(use.Arguments, context)))),
        ("codeblock", new(IsBlock: true, Code)),
        ("blockquote", new(IsBlock: true, Quote)),
        ("pullquote", new(IsBlock: true, PullQuote)),
        ("video", new(IsBlock: false, (use, _, context) => Video(Includes.Expand(use.Arguments, context)))),
    ];

    /// <summary><c>[class] address [width [height]] [title | "title" ["alt"]]</c></summary>
    internal static string Image(string arguments)
    {
        var match = ImageMarkup.Match(arguments);
        if (!match.Success)
        {
            return "";
        }

        var (title, alt) = TitlesOf(match.Groups["titles"].Value.Trim());
        var html = new StringBuilder("<img");
        Attribute(html, "class", match.Groups["class"].Value.Trim().Trim('"', '\''));
        Attribute(html, "src", match.Groups["src"].Value.Trim('"', '\''));
        Attribute(html, "width", match.Groups["width"].Value);
        Attribute(html, "height", match.Groups["height"].Value);
        Attribute(html, "title", title);
        html.Append(" alt=\"").Append(HtmlText.EscapeAttribute(alt)).Append('"');
        return html.Append('>').ToString();
    }

    /// <summary><c>[title] [lang:language] [address [link text]]</c></summary>
    private static string Code(TagUse use, string body, TemplateContext context)
    {
        var language = "";
        var arguments = Option.Replace(use.Arguments, option =>
        {
            if (option.Groups["value"].ValueSpan.StartsWith("//", StringComparison.Ordinal))
            {
                // An address of a scheme that is called like an option.
                return option.Value;
            }

            language = option.Groups["name"].Value is "lang" ? option.Groups["value"].Value : language;
            return $"{option.Groups["before"].Value} ";
        }).Trim();
        var address = Address.Match(arguments);
        var caption = address.Success
            ? HighlightedCode.Caption(arguments[..address.Index].Trim(), address.Value, arguments[(address.Index + address.Length)..].Trim())
            : HighlightedCode.Caption(arguments, "", "");
        return HighlightedCode.Write(language, HtmlText.Escape(body.Trim('\n', '\r')), caption);
    }

    /// <summary><c>[author[, source]] [address [title]]</c></summary>
    private static string Quote(TagUse use, string body, TemplateContext context)
    {
        var html = new StringBuilder("<blockquote>").Append(LiquidExpansion.Of(context).Markdown(body).Trim());
        var address = Address.Match(use.Arguments);
        var author = (address.Success ? use.Arguments[..address.Index] : use.Arguments).Trim();
        var title = address.Success ? use.Arguments[(address.Index + address.Length)..].Trim() : "";
        if (!address.Success && author.IndexOf(',', StringComparison.Ordinal) is var comma and >= 0)
        {
            (author, title) = (author[..comma].Trim(), author[(comma + 1)..].Trim());
        }

        if (author.Length > 0 || address.Success)
        {
            html.Append("<footer>");
            html.Append(CultureInfo.InvariantCulture, $"<strong>{HtmlText.Escape(author)}</strong>");
            if (address.Success)
            {
                var shown = title.Length > 0 ? title : address.Value[(address.Value.IndexOf("//", StringComparison.Ordinal) + 2)..];
                html.Append(CultureInfo.InvariantCulture, $" <cite><a href=\"{HtmlText.EscapeAttribute(address.Value)}\">{HtmlText.Escape(shown)}</a></cite>");
            }
            else if (title.Length > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $" <cite>{HtmlText.Escape(title)}</cite>");
            }

            html.Append("</footer>");
        }

        return html.Append("</blockquote>").ToString();
    }

    /// <summary>The text, without the marks of what is to be pulled out of it.</summary>
    private static string PullQuote(TagUse use, string body, TemplateContext context) =>
        body.Replace("{\" ", "", StringComparison.Ordinal).Replace(" \"}", "", StringComparison.Ordinal)
            .Replace("{\"", "", StringComparison.Ordinal).Replace("\"}", "", StringComparison.Ordinal);

    /// <summary>A picture or whatever else, with a caption: <c>caption:"…" class:"…"</c>.</summary>
    private static string Figure(TagUse use, string body, TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        var html = new StringBuilder("<figure");
        Attribute(html, "class", OptionOf(use.Arguments, "class"));
        html.Append('>').Append(expansion.Markdown(body).Trim());
        if (OptionOf(use.Arguments, "caption") is { Length: > 0 } caption)
        {
            html.Append("<figcaption>").Append(expansion.Markdown(caption).Trim()).Append("</figcaption>");
        }

        return html.Append("</figure>").ToString();
    }

    private static string Video(string arguments)
    {
        var words = Words.Of(arguments);
        var html = new StringBuilder("<video controls");
        var numbers = words.Where(word => word.All(char.IsAsciiDigit)).ToList();
        Attribute(html, "width", numbers.ElementAtOrDefault(0) ?? "");
        Attribute(html, "height", numbers.ElementAtOrDefault(1) ?? "");
        Attribute(html, "src", words.FirstOrDefault(word => !word.All(char.IsAsciiDigit)) ?? "");
        return html.Append("></video>").ToString();
    }

    private static string OptionOf(string arguments, string name) => QuotedOption.Matches(arguments)
        .Where(option => option.Groups["name"].Value == name)
        .Select(option => option.Groups["quoted"].Success ? option.Groups["quoted"].Value : option.Groups["plain"].Value)
        .FirstOrDefault("");

    private static (string Title, string Alt) TitlesOf(string titles)
    {
        var quoted = QuotedTitles.Match(titles);
        var title = quoted.Success ? quoted.Groups["title"].Value : titles.Trim('"', '\'');
        return (title, quoted.Success && quoted.Groups["alt"].Success ? quoted.Groups["alt"].Value : title);
    }

    private static void Attribute(StringBuilder html, string name, string value)
    {
        if (value.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $" {name}=\"{HtmlText.EscapeAttribute(value)}\"");
        }
    }

    [GeneratedRegex("""^(?<class>(?:[^\s/"']+\s+)*)(?<src>["']?(?:https?://|/|\S+[/.])[^\s"']+["']?)(?:\s+(?<width>[0-9]+%?))?(?:\s+(?<height>[0-9]+%?))?(?<titles>\s.*)?$""", RegexOptions.Singleline | RegexOptions.NonBacktracking)]
    private static partial Regex ImageMarkup { get; }

    [GeneratedRegex("""^["'](?<title>[^"']*)["']\s+["'](?<alt>[^"']*)["']$""", RegexOptions.NonBacktracking)]
    private static partial Regex QuotedTitles { get; }

    [GeneratedRegex(@"(?<before>^|\s)(?<name>lang|mark|start|first_line|highlight|line_number|line_threshold|wrap|url|class|title|linenos):(?<value>\S*)", RegexOptions.NonBacktracking)]
    private static partial Regex Option { get; }

    [GeneratedRegex("""(?<name>\w+)\s*[:=]\s*(?:"(?<quoted>[^"]*)"|'(?<quoted>[^']*)'|(?<plain>\S+))""", RegexOptions.NonBacktracking)]
    private static partial Regex QuotedOption { get; }

    [GeneratedRegex(@"https?://\S+", RegexOptions.NonBacktracking)]
    private static partial Regex Address { get; }
}
