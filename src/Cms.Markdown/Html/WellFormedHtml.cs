using System.Text;
using Cms.Markdown.RawHtml;

namespace Cms.Markdown.Html;

/// <summary>
/// Rewrites HTML so that each element is closed where it must end, nesting is bounded, and what runs is gone with its content. One pass, linear
/// in the text: what a DOM parser does to unclosed elements can cost the square of them, and walking deep trees the stack.
/// </summary>
internal sealed class WellFormedHtml
{
    public const int MaximumDepth = 100;
    // What the sanitiser behind needs for each, some 30 microseconds, bounds their number.
    public const int MaximumTags = 10_000;

    private static readonly HashSet<string> DroppedWithContent = new(StringComparer.Ordinal)
    {
        "script", "style", "noembed", "noframes", "xmp", "textarea", "title", "template", "svg", "math", "object", "applet", "select", "plaintext",
    };

    // Tags that change how a parser reads what follows, or that a fragment does not have.
    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal) { "html", "head", "body", "base", "meta", "link", "frame", "frameset", "noscript", "embed", "form" };

    private readonly string html;
    private readonly Uri? baseUrl;
    private readonly IReadOnlyList<string> frameHosts;
    private readonly StringBuilder output;
    private readonly List<string> open = [];
    private readonly HashSet<string> unclosed = new(StringComparer.Ordinal);
    private readonly TagReader reader;
    private bool isWithinPolicy = true;
    private bool hasStyles;
    private int tags;

    private WellFormedHtml(string html, RenderingOptions options)
    {
        this.html = html;
        reader = new(html);
        baseUrl = options.BaseUrl;
        frameHosts = options.FrameHosts;
        output = new StringBuilder(html.Length + 64);
    }

    /// <returns>The sanitised HTML, or null where there are more than <see cref="MaximumTags"/> tags and some of them are not within the policy.</returns>
    public static string? Sanitize(string html, RenderingOptions options)
    {
        var rewriting = new WellFormedHtml(html, options);
        rewriting.Rewrite();
        if (rewriting.isWithinPolicy)
        {
            // Only tags that the sanitiser would leave alone, and text in which no tag can start: there is nothing for it to do.
            var written = rewriting.output.ToString();
            return rewriting.hasStyles ? written.Replace($" {HtmlPolicy.StyleAttribute}=\"", " style=\"", StringComparison.Ordinal) : written;
        }

        return rewriting.tags > MaximumTags ? null : HtmlPolicy.Sanitize(rewriting.output.ToString());
    }

    /// <summary>The HTML without what runs and what it holds: enough to read its text, not to show it to anybody.</summary>
    public static string ForText(string html)
    {
        var rewriting = new WellFormedHtml(html, RenderingOptions.SingleFile);
        rewriting.Rewrite();
        return rewriting.output.ToString();
    }

    private void Rewrite()
    {
        var i = 0;
        while (i < html.Length && (isWithinPolicy || tags <= MaximumTags))
        {
            var start = html.IndexOf('<', i);
            if (start < 0)
            {
                output.Append(html, i, html.Length - i);
                break;
            }

            output.Append(html, i, start - i);
            i = reader.MayEnd(start) ? Markup(start) : Literal(start);
        }

        while (open.Count > 0)
        {
            CloseTop();
        }
    }

    private int Markup(int start)
    {
        if (start + 1 < html.Length && html[start + 1] is '!' or '?')
        {
            return SkipDeclaration(start);
        }

        if (reader.Read(start) is not { } found)
        {
            return Literal(start);
        }

        if (found.Closes)
        {
            Close(found.Name);
            return found.End;
        }

        return Open(found);
    }

    private int Literal(int start)
    {
        output.Append("&lt;");
        return start + 1;
    }

    private int SkipDeclaration(int start)
    {
        var isComment = string.CompareOrdinal(html, start, "<!--", 0, 4) == 0;
        var end = isComment
            ? html.IndexOf("-->", Math.Min(start + 2, html.Length), StringComparison.Ordinal)
            : html.IndexOf('>', start);
        if (end < 0)
        {
            // Nothing closes it, as a browser sees it: the rest of the page would be gone.
            return isComment ? html.Length : Literal(start);
        }

        return end + (isComment ? 3 : 1);
    }

    private int Open(HtmlTag tag)
    {
        tags++;
        if (DroppedWithContent.Contains(tag.Name))
        {
            if (tag.Name == "script")
            {
                Frames.WriteScript(output, reader.AttributesOf(tag));
            }

            return SkipContent(tag);
        }

        if (Dropped.Contains(tag.Name))
        {
            return tag.End;
        }

        CloseImplied(tag.Name);
        var attributes = reader.AttributesOf(tag);
        if (tag.Name == "iframe")
        {
            Frames.Write(output, attributes, frameHosts);
            return SkipContent(tag);
        }

        if (tag.Name == "input" && !attributes.Exists(attribute => attribute is { Name: "type", Value: { } type } && type.Equals("checkbox", StringComparison.OrdinalIgnoreCase)))
        {
            return tag.End;
        }

        var isVoid = HtmlElements.Void.Contains(tag.Name);
        if (!isVoid && open.Count >= MaximumDepth)
        {
            return tag.End;
        }

        Write(tag.Name, attributes);
        if (!isVoid)
        {
            open.Add(tag.Name);
        }

        return tag.End;
    }

    private void Write(string name, List<HtmlAttribute> attributes)
    {
        isWithinPolicy &= HtmlPolicy.Allows(name, attributes);
        output.Append('<').Append(name);
        foreach (var (key, value) in attributes)
        {
            if (key is "disabled" && name == "input")
            {
                continue;
            }

            if (key == "style")
            {
                // The sanitiser's own reading of styles takes a millisecond each.
                hasStyles = true;
                if (value is not null && InlineStyle.Filter(value) is { Length: > 0 } style)
                {
                    output.Append(' ').Append(HtmlPolicy.StyleAttribute).Append("=\"").Append(style).Append('"');
                }

                continue;
            }

            if (key is HtmlPolicy.StyleAttribute or "markdown")
            {
                continue;
            }

            output.Append(' ').Append(key);
            if (value is not null)
            {
                var written = key is "href" or "src" or "poster" && baseUrl is not null
                    ? System.Net.WebUtility.HtmlEncode(SafeUrl.Resolve(System.Net.WebUtility.HtmlDecode(value), baseUrl))
                    : value.Replace("\"", "&quot;", StringComparison.Ordinal);
                output.Append("=\"").Append(written).Append('"');
            }
        }

        output.Append(name == "input" ? " disabled=\"disabled\">" : ">");
    }

    private void Close(string name)
    {
        var position = open.LastIndexOf(name);
        if (position < 0 || (position < open.LastIndexOf("table") && name is not "table"))
        {
            return;
        }

        while (open.Count > position)
        {
            CloseTop();
        }
    }

    private void CloseTop()
    {
        output.Append("</").Append(open[^1]).Append('>');
        open.RemoveAt(open.Count - 1);
    }

    /// <summary>Closes the elements that end where this one starts (HTML, section 13.1.2.4).</summary>
    private void CloseImplied(string name)
    {
        switch (name)
        {
            case "li":
                CloseWithin("li", "ul", "ol", "dir");
                break;
            case "dt" or "dd":
                CloseWithin("dt", "dl", "div");
                CloseWithin("dd", "dl", "div");
                break;
            case "td" or "th":
                CloseWithin("td", "tr", "table");
                CloseWithin("th", "tr", "table");
                break;
            case "tr":
                CloseWithin("tr", "tbody", "thead", "tfoot", "table");
                break;
            case "tbody" or "thead" or "tfoot" or "colgroup" or "caption":
                CloseWithin("caption", "table");
                CloseWithin("colgroup", "table");
                CloseWithin("thead", "table");
                CloseWithin("tbody", "table");
                CloseWithin("tfoot", "table");
                break;
            case "a":
                CloseWithin("a", "td", "th", "table", "div");
                break;
        }

        if (HtmlElements.EndParagraph.Contains(name))
        {
            CloseWithin("p", "td", "th", "table", "caption", "button", "li", "dd", "blockquote", "div");
        }
    }

    private void CloseWithin(string name, params ReadOnlySpan<string> boundaries)
    {
        for (var i = open.Count - 1; i >= 0; i--)
        {
            if (open[i] == name)
            {
                while (open.Count > i)
                {
                    CloseTop();
                }

                return;
            }

            if (boundaries.Contains(open[i]))
            {
                return;
            }
        }
    }

    // An element of this kind that is never closed loses only its tag: the text that follows was not meant to go with it.
    private int SkipContent(HtmlTag tag)
    {
        if (html.AsSpan(tag.Attributes) is [.., '/'])
        {
            return tag.End;
        }

        var end = unclosed.Contains(tag.Name) ? -1 : html.IndexOf("</" + tag.Name, tag.End, StringComparison.OrdinalIgnoreCase);
        if (end < 0)
        {
            unclosed.Add(tag.Name);
            return tag.End;
        }

        var close = html.IndexOf('>', end);
        return close < 0 ? html.Length : close + 1;
    }
}
