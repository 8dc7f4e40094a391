namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Meanings of abbreviations: <c>*[abbreviation]: meaning</c>.</summary>
internal static class Abbreviations
{
    public static bool TryRead(BlockReader reader)
    {
        var content = Lines.Content(reader.LineAt(reader.Position));
        var close = content.IndexOf("]:");
        if (content is not ['*', '[', ..] || close < 3)
        {
            return false;
        }

        var line = reader.Line;
        var definition = new BlockEnd(BlockEnd.Of.Definition);
        reader.State.Abbreviations[content[2..close].ToString()] = new(Characters.Trim(content[(close + 2)..]).ToString(), definition);
        reader.Position = reader.NextLine(reader.Position);
        reader.Add(definition, line);
        return true;
    }
}
