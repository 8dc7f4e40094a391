using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace Cms.Markdown.Tests.Corpus;

/// <summary>
/// HTML as a list of canonical lines, a line for each start and end of a block and for the text between, so that what two renderers write can be
/// compared: entities decoded, white space and attributes in order, highlighters' wrappers around code taken off.
/// </summary>
internal sealed class NormalizedHtml
{
    private static readonly HashSet<string> Blocks = [.. (
        "address article aside blockquote body center dd details dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr html iframe legend li main "
        + "menu nav noscript ol option p pre script section select style summary table tbody td tfoot th thead title tr ul video audio object embed canvas").Split(' ')];

    private static readonly HashSet<string> Voids = [.. "area base br col command embed hr img input keygen link meta param source track wbr".Split(' ')];

    private readonly List<string> lines = [];
    private readonly StringBuilder current = new();

    public static IReadOnlyList<string> LinesOf(string html)
    {
        if (string.IsNullOrWhiteSpace(html))
        {
            return [];
        }

        var normalized = new NormalizedHtml();
        var document = new HtmlParser().ParseDocument("<html><body></body></html>");
        var body = document.Body!;
        body.InnerHtml = new string([.. html.Where(c => c >= ' ' || c is '\t' or '\n')]);
        normalized.WalkChildren(body);
        normalized.Flush();
        return normalized.Joined();
    }

    private void WalkChildren(INode parent)
    {
        foreach (var child in parent.ChildNodes)
        {
            switch (child)
            {
                case IText text:
                    current.Append(Escape(text.Data));
                    break;
                case IElement element:
                    Walk(element);
                    break;
            }
        }
    }

    private void Walk(IElement element)
    {
        var tag = element.LocalName;
        if (IsHighlighted(element) && element.QuerySelector("pre") is { } pre)
        {
            var code = pre.QuerySelector("code");
            var cell = element.QuerySelectorAll("td").LastOrDefault(td => td.ClassList.Contains("code") || td.ClassList.Contains("rouge-code"));
            Code(cell ?? pre, LanguageOf(element) ?? (code is null ? "" : LanguageOf(code)) ?? "");
            return;
        }

        switch (tag)
        {
            case "pre" when element.Children is [{ LocalName: "code" } only] && string.IsNullOrWhiteSpace(element.FirstChild is IText first ? first.Data : ""):
                Code(only, LanguageOf(only) ?? LanguageOf(element) ?? "");
                break;
            case "pre":
                Flush();
                lines.Add($"<pre{Attributes(element)}>{Escape(element.TextContent.Trim('\n')).Replace('\n', '⏎')}</pre>");
                break;
            case "script" or "style":
                Flush();
                lines.Add($"<{tag}{Attributes(element)}>{Squeeze(element.TextContent)}");
                break;
            case "code":
                element.ClassList.Remove("highlighter-rouge", "language-plaintext");
                current.Append("<code").Append(Attributes(element)).Append('>').Append(Escape(Squeeze(element.TextContent))).Append("</code>");
                break;
            case "br":
                current.Append("<br>");
                break;
            case "tbody":
                Flush();
                WalkChildren(element);
                break;
            case var _ when Blocks.Contains(tag):
                Flush();
                lines.Add($"<{tag}{Attributes(element)}>");
                WalkChildren(element);
                Flush();
                if (!Voids.Contains(tag))
                {
                    lines.Add($"</{tag}>");
                }

                break;
            default:
                current.Append('<').Append(tag).Append(Attributes(element)).Append('>');
                WalkChildren(element);
                if (!Voids.Contains(tag))
                {
                    current.Append("</").Append(tag).Append('>');
                }

                break;
        }
    }

    private static bool IsHighlighted(IElement element) =>
        (element.LocalName is "div" or "figure" && element.ClassList.Contains("highlighter-rouge"))
        || (element.LocalName == "figure" && element.ClassList.Contains("highlight"));

    private static string? LanguageOf(IElement element) =>
        element.ClassList.FirstOrDefault(name => name.StartsWith("language-", StringComparison.Ordinal))?["language-".Length..]
        ?? element.GetAttribute("data-lang")
        ?? (element.LocalName is "pre" or "code" ? element.GetAttribute("lang") : null);

    private void Code(IElement element, string language)
    {
        Flush();
        var name = language.ToLowerInvariant() is "plaintext" or "text" or "none" ? "" : language.ToLowerInvariant();
        lines.Add($"<pre><code{(name.Length > 0 ? $" class=\"language-{name}\"" : "")}>{Escape(element.TextContent.Trim('\n')).Replace('\n', '⏎')}</code></pre>");
    }

    private void Flush()
    {
        var text = Squeeze(current.ToString()).Replace(" <br>", "<br>", StringComparison.Ordinal).Replace("<br> ", "<br>", StringComparison.Ordinal);
        current.Clear();
        if (text.Length > 0)
        {
            lines.Add(text);
        }
    }

    private static string Attributes(IElement element)
    {
        var written = element.Attributes.Select(Attribute).Where(attribute => attribute is not null).Order(StringComparer.Ordinal);
        return string.Concat(written);
    }

    private static string? Attribute(IAttr attribute)
    {
        var value = attribute.Value;
        switch (attribute.Name)
        {
            case "class":
                value = string.Join(' ', value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
                break;
            case "style":
                value = string.Join(';', value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(part => Squeeze(part)
                    .Replace(" :", ":", StringComparison.Ordinal).Replace(": ", ":", StringComparison.Ordinal).Replace(", ", ",", StringComparison.Ordinal)));
                break;
            case "href" or "src" or "cite" or "poster":
                value = Uri.UnescapeDataString(value).Trim();
                break;
            case "alt" or "title":
                value = Squeeze(value);
                break;
        }

        return attribute.Name == "markdown" || (attribute.Name is "class" or "id" && value.Length == 0)
            ? null
            : $" {attribute.Name}=\"{Escape(value).Replace("\"", "&quot;", StringComparison.Ordinal)}\"";
    }

    private static string Squeeze(string text) => string.Join(' ', text.Split([' ', '\t', '\n', '\u2028'], StringSplitOptions.RemoveEmptyEntries));

    private static string Escape(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    /// <summary>Without empty paragraphs, and with an element that holds one line of text on that line.</summary>
    private List<string> Joined()
    {
        var joined = new List<string>();
        for (var i = 0; i < lines.Count; i++)
        {
            var tag = lines[i].TrimStart('<').Split(' ', '>')[0];
            if (i + 2 < lines.Count && IsSimple(lines[i], tag) && lines[i + 2] == $"</{tag}>" && !lines[i + 1].StartsWith("<pre", StringComparison.Ordinal))
            {
                joined.Add(lines[i] + lines[i + 1] + lines[i + 2]);
                i += 2;
            }
            else if (i + 1 < lines.Count && lines[i] == "<p>" && lines[i + 1] == "</p>")
            {
                i++;
            }
            else
            {
                joined.Add(lines[i]);
            }
        }

        return joined;
    }

    private static bool IsSimple(string line, string tag) =>
        line.StartsWith('<') && line.IndexOf('>', StringComparison.Ordinal) == line.Length - 1
        && tag is "p" or "li" or "td" or "th" or "dd" or "dt" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6";
}
