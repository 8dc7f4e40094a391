using System.Globalization;
using System.Text;
using Cms.Markdown.Html;

namespace Cms.Markdown.Liquid;

/// <summary>Code in the figure that Jekyll puts around it.</summary>
internal static class HighlightedCode
{
    /// <param name="language">As it is written; empty for none.</param>
    /// <param name="code">Escaped for HTML.</param>
    /// <param name="caption">Escaped for HTML; null for none.</param>
    public static string Write(string language, string code, string? caption = null)
    {
        var html = new StringBuilder("<figure class=\"highlight\">");
        if (caption is not null)
        {
            html.Append("<figcaption>").Append(caption).Append("</figcaption>");
        }

        html.Append("<pre><code");
        if (language.Length > 0)
        {
            html.Append(" class=\"language-").Append(HtmlText.Escape(language.Replace('+', '-'))).Append("\" data-lang=\"").Append(HtmlText.Escape(language)).Append('"');
        }

        return html.Append('>').Append(code).Append("</code></pre></figure>").ToString();
    }

    /// <summary>A title and an address over code, as Octopress and Hexo write them; null where there is neither.</summary>
    public static string? Caption(string title, string url, string linkText)
    {
        if (title.Length == 0 && url.Length == 0)
        {
            return null;
        }

        var link = url.Length == 0 ? "" : $"<a href=\"{HtmlText.EscapeAttribute(url)}\">{HtmlText.Escape(linkText.Length == 0 ? "link" : linkText)}</a>";
        return $"<span>{HtmlText.Escape(title)}</span>{link}";
    }

    /// <summary>Rouge's table of line numbers and code.</summary>
    public static string WithNumbers(string code)
    {
        var html = new StringBuilder("<table class=\"rouge-table\"><tbody><tr><td class=\"gutter gl\"><pre class=\"lineno\">");
        var lines = 1 + code.AsSpan().Count('\n');
        for (var line = 1; line <= lines; line++)
        {
            html.Append(CultureInfo.InvariantCulture, $"{line}\n");
        }

        return html.Append("</pre></td><td class=\"code\"><pre>").Append(code).Append("\n</pre></td></tr></tbody></table>").ToString();
    }
}
