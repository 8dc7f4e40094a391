using System.Text;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>The text of a list item or a definition, as its lines are taken off the document.</summary>
internal sealed class ItemText
{
    private readonly int lazyBlanks;

    private ItemText(int indentation)
    {
        Indentation = indentation;
        lazyBlanks = Math.Min(indentation, 3);
    }

    /// <summary>The column at which the text of the first line starts: what stands that far belongs to the item.</summary>
    public int Indentation { get; }

    /// <summary>The text, in parts that are read one after the other.</summary>
    public List<StringBuilder> Parts { get; } = [];

    /// <summary>Whether the item's text is another list.</summary>
    public bool StartsWithList { get; private set; }

    public AttributeSet? Attributes { get; private set; }

    public StringBuilder LastPart => Parts[^1];

    /// <param name="marker">The length of the marker with the blanks before it.</param>
    /// <param name="rest">The line behind the marker.</param>
    public static ItemText Start(int marker, ReadOnlySpan<char> rest)
    {
        AttributeSet? attributes = null;
        var list = LeadingAttributes(rest, out var length);
        var isEmpty = Characters.IsBlank(rest[length..]);
        var text = isEmpty ? rest.ToString() : ExpandTabs(rest, marker);
        var item = new ItemText(isEmpty ? 4 : marker + text.AsSpan().IndexOfAnyExcept(' '));
        if (length > 0)
        {
            attributes = new AttributeSet();
            attributes.Add(list);
            LeadingAttributes(text, out length);
            text = text[length..];
        }

        item.Attributes = attributes;
        var first = Characters.TrimStart(text);
        item.StartsWithList = Lines.StartsList(first);
        item.Parts.Add(new StringBuilder(first.Length + 1).Append(first).Append('\n'));
        return item;
    }

    /// <summary>Whether a line is indented as far as the item's text, tabs counted as four blanks.</summary>
    public bool Contains(ReadOnlySpan<char> line)
    {
        if (Lines.IsBlank(line))
        {
            return false;
        }

        var groups = 0;
        while (groups <= Indentation / 4 && Lines.IsIndented(line))
        {
            groups++;
            line = CodeBlocks.WithoutIndentation(line);
        }

        if (groups > Indentation / 4)
        {
            return true;
        }

        var blanks = line.IndexOfAnyExcept(' ');
        return groups == Indentation / 4 && blanks >= Indentation % 4;
    }

    /// <summary>Whether a line that is not indented goes on with the item's paragraph all the same.</summary>
    public bool ContainsLazily(ReadOnlySpan<char> line)
    {
        if (Lines.IsBlank(line))
        {
            return false;
        }

        var blanks = Math.Max(0, line.IndexOfAnyExcept(' '));
        return blanks > lazyBlanks || !(Lines.IsAttributes(line) || Lines.IsBlockTag(line));
    }

    /// <summary>A line without the item's indentation.</summary>
    public string Unindented(ReadOnlySpan<char> line, out bool wasIndented)
    {
        var tabs = line.IndexOfAnyExcept('\t');
        var text = tabs > 0 ? new string(' ', 4 * tabs) + line[tabs..].ToString() : line.ToString();
        wasIndented = text.AsSpan().IndexOfAnyExcept(' ') >= Indentation;
        return wasIndented ? text[Indentation..] : text;
    }

    /// <summary>An attribute list at the start of an item is the item's.</summary>
    private static ReadOnlySpan<char> LeadingAttributes(ReadOnlySpan<char> text, out int length)
    {
        length = 0;
        var content = Characters.TrimStart(text);
        if (content is not ['{', ':', not (':' or '/' or '}'), ..])
        {
            return [];
        }

        var end = content[..Math.Min(content.Length, AttributeSet.LongestList)].IndexOf('}');
        if (end < 0 || IsDefinition(content[2..end]))
        {
            return [];
        }

        length = text.Length - Characters.TrimStart(content[(end + 1)..]).Length;
        return content[2..end];
    }

    private static bool IsDefinition(ReadOnlySpan<char> list)
    {
        var colon = list.IndexOf(':');
        return colon > 0 && Characters.IsName(list[..colon]);
    }

    private static string ExpandTabs(ReadOnlySpan<char> text, int column)
    {
        var blanks = 0;
        var i = 0;
        for (; i < text.Length && text[i] is ' ' or '\t'; i++)
        {
            blanks += text[i] == ' ' ? 1 : 4 - ((column + blanks) % 4);
        }

        return string.Concat(new string(' ', blanks), text[i..]);
    }
}
