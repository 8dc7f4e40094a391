using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Thematic breaks.</summary>
internal static class Rules
{
    public static bool TryRead(BlockReader reader)
    {
        if (!IsRule(reader.LineAt(reader.Position)))
        {
            return false;
        }

        var line = reader.Line;
        reader.Position = reader.NextLine(reader.Position);
        reader.Add(new ThematicBreakBlock(null!), line);
        return true;
    }

    public static bool IsRule(ReadOnlySpan<char> line)
    {
        var text = Lines.Content(line);
        if (text is not ['*' or '-' or '_', ..])
        {
            return false;
        }

        var marks = 0;
        foreach (var c in text)
        {
            if (c == text[0])
            {
                marks++;
            }
            else if (c is not (' ' or '\t'))
            {
                return false;
            }
        }

        return marks >= 3;
    }
}
