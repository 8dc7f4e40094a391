namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Addresses by name: <c>[label]: address "title"</c>; the title may stand on the next line.</summary>
internal static class LinkDefinitions
{
    public static bool TryRead(BlockReader reader)
    {
        var content = Lines.Content(reader.LineAt(reader.Position));
        var close = content.IndexOf(']');
        if (content is not ['[', ..] || close < 2 || content[(close + 1)..] is not [':', .. var rest])
        {
            return false;
        }

        var next = reader.NextLine(reader.Position);
        if (Target(rest.Trim(" \t"), next < reader.Text.Length ? reader.LineAt(next) : [], out var usesNextLine) is not { } target)
        {
            return false;
        }

        var line = reader.Line;
        var definition = new BlockEnd(BlockEnd.Of.Definition);
        reader.State.Links[DocumentState.Label(content[1..close])] = target with { Definition = definition };
        reader.Position = usesNextLine ? reader.NextLine(next) : next;
        reader.Add(definition, line);
        return true;
    }

    private static LinkTarget? Target(ReadOnlySpan<char> text, ReadOnlySpan<char> nextLine, out bool usesNextLine)
    {
        usesNextLine = false;
        if (text.IsEmpty)
        {
            return null;
        }

        var url = text;
        string? title = null;
        if (text[0] == '<' && text.IndexOf('>') is > 0 and var end)
        {
            var behind = text[(end + 1)..].TrimStart(" \t");
            if (!behind.IsEmpty && !IsTitle(behind))
            {
                return null;
            }

            url = text[1..end];
            title = behind.IsEmpty ? null : behind[1..^1].ToString();
        }
        else if (TitleStart(text) is var start and > 0)
        {
            if (!IsTitle(text[start..]))
            {
                return null;
            }

            url = text[..start].TrimEnd(" \t");
            title = text[(start + 1)..^1].ToString();
        }

        if (title is null && IsTitle(nextLine.Trim(" \t")))
        {
            usesNextLine = true;
            title = nextLine.Trim(" \t")[1..^1].ToString();
        }

        return new LinkTarget(url.ToString(), title);
    }

    /// <summary>The first quotation mark behind a blank, -1 if there is none.</summary>
    private static int TitleStart(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] is '"' or '\'' && text[i - 1] is ' ' or '\t')
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsTitle(ReadOnlySpan<char> text) => text.Length > 2 && text[0] is '"' or '\'' && text[^1] == text[0];
}
