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
        reader.State.Abbreviations[content[2..close].ToString()] = Characters.Trim(content[(close + 2)..]).ToString();
        reader.Position = reader.NextLine(reader.Position);
        reader.Add(new BlockEnd(BlockEnd.Of.Definition), line);
        return true;
    }
}
