using Cms.Markdown.RawHtml;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>What a line alone says.</summary>
internal static class Lines
{
    public static bool IsBlank(ReadOnlySpan<char> line) => Characters.IsBlank(line);

    /// <summary>A tab or four blanks.</summary>
    public static bool IsIndented(ReadOnlySpan<char> line) => line.StartsWith("\t") || line.StartsWith("    ");

    /// <summary>The end marker <c>^</c>.</summary>
    public static bool IsEndMarker(ReadOnlySpan<char> line) => line is ['^', .. var rest] && Characters.IsBlank(rest);

    /// <summary>The line without the three blanks that it may begin with.</summary>
    public static ReadOnlySpan<char> Content(ReadOnlySpan<char> line)
    {
        var blanks = 0;
        while (blanks < 3 && blanks < line.Length && line[blanks] == ' ')
        {
            blanks++;
        }

        return line[blanks..];
    }

    /// <summary>A line that holds nothing but an attribute list.</summary>
    public static bool IsAttributes(ReadOnlySpan<char> line) => !AttributesOf(line).IsEmpty;

    public static ReadOnlySpan<char> AttributesOf(ReadOnlySpan<char> line)
    {
        var text = Characters.TrimEnd(Content(line));
        return text is ['{', ':', .. var list, '}'] && list is not ([] or [':' or '/', ..]) && list.Length <= AttributeSet.LongestList && !HasOpenBrace(list)
            ? list
            : [];
    }

    /// <summary>A block element's tag, before which an open paragraph ends.</summary>
    public static bool IsBlockTag(ReadOnlySpan<char> line)
    {
        var text = Content(line);
        if (text is not ['<', .. var tag])
        {
            return false;
        }

        var closes = tag is ['/', ..];
        tag = closes ? tag[1..] : tag;
        var length = HtmlTags.NameLength(tag);
        if (length == 0 || HtmlElements.KramdownSpan.Contains(tag[..length].ToString()) || tag[..length] is "script")
        {
            return false;
        }

        return !closes || Characters.TrimStart(tag[length..]) is ['>', ..];
    }

    /// <summary>What ends a paragraph, a quotation or a lazy line.</summary>
    public static bool EndsLazily(ReadOnlySpan<char> line) => IsBlank(line) || IsAttributes(line) || IsEndMarker(line) || IsBlockTag(line);

    /// <summary>The length of a list marker with its blanks before, 0 where the line starts no list.</summary>
    public static int ListMarker(ReadOnlySpan<char> line, bool ordered, int mostBlanks = 3)
    {
        var i = 0;
        while (i < line.Length && i < mostBlanks && line[i] == ' ')
        {
            i++;
        }

        if (ordered)
        {
            var digits = i;
            while (i < line.Length && char.IsAsciiDigit(line[i]))
            {
                i++;
            }

            if (i == digits || i >= line.Length || line[i] != '.')
            {
                return 0;
            }
        }
        else if (i >= line.Length || line[i] is not ('*' or '-' or '+'))
        {
            return 0;
        }

        i++;
        return i < line.Length && line[i] is ' ' or '\t' or '|' ? i : 0;
    }

    public static bool StartsList(ReadOnlySpan<char> line) => ListMarker(line, ordered: false) > 0 || ListMarker(line, ordered: true) > 0;

    public static bool StartsDefinition(ReadOnlySpan<char> line) => DefinitionMarker(line) > 0;

    public static int DefinitionMarker(ReadOnlySpan<char> line, int mostBlanks = 3)
    {
        var i = 0;
        while (i < line.Length && i < mostBlanks && line[i] == ' ')
        {
            i++;
        }

        return i + 1 < line.Length && line[i] == ':' && line[i + 1] is ' ' or '\t' or '|' ? i + 1 : 0;
    }

    public static bool StartsFence(ReadOnlySpan<char> line)
    {
        var text = Content(line);
        return text is ['`' or '~', '`' or '~', '`' or '~', ..];
    }

    public static bool StartsHeading(ReadOnlySpan<char> line)
    {
        var level = line.IndexOfAnyExcept('#');
        return level is >= 1 and <= 6 && line[level] is ' ' or '\t';
    }

    public static bool StartsQuotation(ReadOnlySpan<char> line) => Content(line) is ['>', ..];

    private static bool HasOpenBrace(ReadOnlySpan<char> list)
    {
        for (var i = 0; i < list.Length; i++)
        {
            if (list[i] == '}' && (i == 0 || list[i - 1] != '\\'))
            {
                return true;
            }
        }

        return false;
    }
}
