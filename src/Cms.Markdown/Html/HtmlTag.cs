namespace Cms.Markdown.Html;

/// <summary>A tag of HTML's source.</summary>
/// <param name="Name">In lower case.</param>
/// <param name="Closes">Whether it is a closing tag.</param>
/// <param name="Attributes">The range in the source between name and end.</param>
/// <param name="End">The place behind the tag.</param>
internal readonly record struct HtmlTag(string Name, bool Closes, Range Attributes, int End)
{
    /// <summary>Reads the tag at a <c>&lt;</c>; null where none starts or where it does not end.</summary>
    /// <remarks>With <c>ignoreQuotes</c> the first <c>&gt;</c> is the end: for a text in which a quotation mark is never closed.</remarks>
    public static HtmlTag? Read(string html, int start, bool ignoreQuotes)
    {
        var i = start + 1;
        var closes = i < html.Length && html[i] == '/';
        if (closes)
        {
            i++;
        }

        if (i >= html.Length || !char.IsAsciiLetter(html[i]))
        {
            return null;
        }

        var nameStart = i;
        while (i < html.Length && !IsBlank(html[i]) && html[i] is not ('/' or '>'))
        {
            i++;
        }

        var name = html[nameStart..i].ToLowerInvariant();
        var attributes = i;
        var afterEquals = false;
        for (; i < html.Length; i++)
        {
            var c = html[i];
            if (c == '>')
            {
                return new(name, closes, attributes..i, i + 1);
            }

            if (c is '"' or '\'' && afterEquals && !ignoreQuotes)
            {
                i = html.IndexOf(c, i + 1);
                if (i < 0)
                {
                    return null;
                }
            }

            // A quotation mark quotes only at the start of a value (HTML, section 13.2.5.37).
            afterEquals = c == '=' || (afterEquals && IsBlank(c));
        }

        return null;
    }

    public static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\f' or '\r';
}
