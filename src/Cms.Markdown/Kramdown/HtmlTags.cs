using System.Text;
using Cms.Markdown.RawHtml;

namespace Cms.Markdown.Kramdown;

/// <summary>A tag as kramdown reads it; what is not written as XML would have it, is text.</summary>
/// <param name="Name">In lower case if it is HTML's.</param>
/// <param name="Attributes">As they are written behind the name again, without <c>markdown</c>.</param>
/// <param name="Markdown">The value of the attribute that says how the inside is read.</param>
/// <param name="IsClosed">Whether it ends with <c>/&gt;</c>.</param>
internal sealed record HtmlTagText(string Name, string Attributes, string? Markdown, bool IsClosed, int End);

/// <summary>Reads tags as kramdown's expressions do: attributes apart by white space, their values in quotes or one word.</summary>
internal static class HtmlTags
{
    /// <summary>The length of an element's name at the start of a text.</summary>
    public static int NameLength(ReadOnlySpan<char> text)
    {
        var length = PartLength(text);
        if (length > 0 && length < text.Length && text[length] == ':' && PartLength(text[(length + 1)..]) is > 0 and var local)
        {
            return length + 1 + local;
        }

        return length;
    }

    /// <summary>The closing tag at a place: its name and its end; null if there is none.</summary>
    public static (string Name, int End)? Closing(string text, int start)
    {
        if (start + 2 >= text.Length || text[start] != '<' || text[start + 1] != '/')
        {
            return null;
        }

        var length = NameLength(text.AsSpan(start + 2));
        var end = SkipSpace(text, start + 2 + length);
        return length == 0 || end >= text.Length || text[end] != '>' ? null : (Known(text.AsSpan(start + 2, length)), end + 1);
    }

    public static HtmlTagText? Opening(string text, int start)
    {
        var length = start + 1 < text.Length && text[start] == '<' ? NameLength(text.AsSpan(start + 1)) : 0;
        if (length == 0)
        {
            return null;
        }

        var i = start + 1 + length;
        var attributes = new List<(string Name, string Value)>();
        while (true)
        {
            var next = SkipSpace(text, i);
            var name = next > i ? NameLength(text.AsSpan(next)) : 0;
            if (name == 0)
            {
                i = next;
                break;
            }

            i = next + name;
            attributes.Add((text.Substring(next, name), Value(text, ref i)));
        }

        var isClosed = i < text.Length && text[i] == '/';
        i += isClosed ? 1 : 0;
        return i < text.Length && text[i] == '>'
            ? Tag(Known(text.AsSpan(start + 1, length)), attributes, isClosed, i + 1)
            : null;
    }

    /// <summary>Text of HTML as it is written again: entities stay, what could be a tag is escaped.</summary>
    public static void WriteText(StringBuilder html, ReadOnlySpan<char> text, bool quotes = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '<':
                    html.Append("&lt;");
                    break;
                case '>':
                    html.Append("&gt;");
                    break;
                case '"' when quotes:
                    html.Append("&quot;");
                    break;
                case '&' when Entities.Length(text[i..]) == 0:
                    html.Append("&amp;");
                    break;
                default:
                    html.Append(text[i]);
                    break;
            }
        }
    }

    private static HtmlTagText Tag(string name, List<(string Name, string Value)> attributes, bool isClosed, int end)
    {
        string? markdown = null;
        var written = new StringBuilder();
        for (var i = 0; i < attributes.Count; i++)
        {
            var (key, value) = attributes[i];
            if (key == "markdown")
            {
                markdown = value;
            }
            else
            {
                written.Append(' ').Append(key).Append("=\"");
                WriteText(written, value, quotes: true);
                written.Append('"');
            }
        }

        return new(name, written.ToString(), markdown, isClosed, end);
    }

    private static string Value(string text, ref int i)
    {
        var start = SkipSpace(text, i);
        if (start >= text.Length || text[start] != '=')
        {
            return "";
        }

        start = SkipSpace(text, start + 1);
        if (start < text.Length && text[start] is '"' or '\'')
        {
            var close = text.IndexOf(text[start], start + 1);
            if (close < 0)
            {
                return "";
            }

            i = close + 1;
            return text[(start + 1)..close];
        }

        var end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] == '_'))
        {
            end++;
        }

        i = end > start ? end : i;
        return text[start..end];
    }

    private static string Known(ReadOnlySpan<char> name)
    {
        var lower = name.ToString().ToLowerInvariant();
        return HtmlElements.Known.Contains(lower) ? lower : name.ToString();
    }

    private static int PartLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        while (i < text.Length && (i == 0 ? Characters.StartsXmlName(text[i]) : Characters.IsInXmlName(text[i])))
        {
            i++;
        }

        return i;
    }

    private static int SkipSpace(string text, int i)
    {
        while (i < text.Length && Characters.IsSpace(text[i]))
        {
            i++;
        }

        return i;
    }
}
