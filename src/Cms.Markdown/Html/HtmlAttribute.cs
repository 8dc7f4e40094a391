namespace Cms.Markdown.Html;

/// <param name="Name">In lower case.</param>
/// <param name="Value">With its entities, null where the attribute has none.</param>
internal readonly record struct HtmlAttribute(string Name, string? Value)
{
    /// <summary>The attributes in the range that <see cref="HtmlTag"/> found, each name once: of two the first counts (HTML, section 13.2.5.33).</summary>
    public static List<HtmlAttribute> Read(ReadOnlySpan<char> source, bool ignoreQuotes)
    {
        var attributes = new List<HtmlAttribute>();
        var i = 0;
        while (attributes.Count < 100)
        {
            while (i < source.Length && (HtmlTag.IsBlank(source[i]) || source[i] == '/'))
            {
                i++;
            }

            if (i >= source.Length)
            {
                break;
            }

            var start = i++;
            while (i < source.Length && !HtmlTag.IsBlank(source[i]) && source[i] is not ('=' or '/'))
            {
                i++;
            }

            var name = source[start..i].ToString().ToLowerInvariant();
            var value = ReadValue(source, ref i, ignoreQuotes);
            if (IsName(name) && !attributes.Exists(other => other.Name == name))
            {
                attributes.Add(new(name, value));
            }
        }

        return attributes;
    }

    private static string? ReadValue(ReadOnlySpan<char> source, ref int i, bool ignoreQuotes)
    {
        var next = i;
        while (next < source.Length && HtmlTag.IsBlank(source[next]))
        {
            next++;
        }

        if (next >= source.Length || source[next] != '=')
        {
            return null;
        }

        next++;
        while (next < source.Length && HtmlTag.IsBlank(source[next]))
        {
            next++;
        }

        if (next < source.Length && source[next] is '"' or '\'' && !ignoreQuotes)
        {
            var quoted = source[(next + 1)..];
            var length = quoted.IndexOf(source[next]);
            length = length < 0 ? quoted.Length : length;
            i = next + 1 + length + 1;
            return quoted[..length].ToString();
        }

        var end = next;
        while (end < source.Length && !HtmlTag.IsBlank(source[end]))
        {
            end++;
        }

        i = end;
        return source[next..end].ToString();
    }

    private static bool IsName(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_' or ':'))
            {
                return false;
            }
        }

        return name.Length > 0;
    }
}
