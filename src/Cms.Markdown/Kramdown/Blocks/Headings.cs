using Markdig.Renderers.Html;

namespace Cms.Markdown.Kramdown.Blocks;

internal static class Headings
{
    public static bool TryReadNumberSigns(BlockReader reader)
    {
        var line = reader.LineAt(reader.Position);
        if (!Lines.StartsHeading(line))
        {
            return false;
        }

        var level = line.IndexOfAnyExcept('#');
        var text = TakeId(line[level..].Trim(" \t"), out var id);
        var closing = text.TrimEnd('#');
        if (closing.Length < text.Length && (closing.IsEmpty || closing[^1] is ' ' or '\t'))
        {
            text = closing.TrimEnd(" \t");
        }

        return TryAdd(reader, level, text, id, reader.NextLine(reader.Position));
    }

    public static bool TryReadUnderlined(BlockReader reader)
    {
        var next = reader.NextLine(reader.Position);
        if (next >= reader.Text.Length || reader.Text[next] is not ('-' or '=') || !reader.IsAfterBoundary)
        {
            return false;
        }

        var underline = reader.LineAt(next);
        if (!underline.TrimEnd(" \t\r\f\v").TrimStart("-=").IsEmpty)
        {
            return false;
        }

        var text = TakeId(Characters.TrimEnd(Lines.Content(reader.LineAt(reader.Position))), out var id);
        return TryAdd(reader, underline[0] == '-' ? 2 : 1, text, id, reader.NextLine(next));
    }

    private static bool TryAdd(BlockReader reader, int level, ReadOnlySpan<char> text, string? id, int end)
    {
        if (text.IsEmpty)
        {
            return false;
        }

        var heading = new Heading(text.ToString()) { Level = level };
        if (id is not null)
        {
            heading.GetAttributes().Id = id;
        }

        var line = reader.Line;
        reader.Position = end;
        reader.Add(heading, line);
        return true;
    }

    /// <summary>Takes <c>{#id}</c> off the end.</summary>
    private static ReadOnlySpan<char> TakeId(ReadOnlySpan<char> text, out string? id)
    {
        id = null;
        var start = text.LastIndexOf("{#");
        if (start < 1 || text[start - 1] is not (' ' or '\t') || text is not [.., '}'] || !IsId(text[(start + 2)..^1]))
        {
            return text;
        }

        id = text[(start + 2)..^1].ToString();
        return text[..start].TrimEnd(" \t");
    }

    private static bool IsId(ReadOnlySpan<char> id)
    {
        for (var i = 1; i < id.Length; i++)
        {
            if (!Characters.IsInXmlName(id[i]) && id[i] != ':')
            {
                return false;
            }
        }

        return !id.IsEmpty && (Characters.StartsXmlName(id[0]) || id[0] == ':');
    }
}
