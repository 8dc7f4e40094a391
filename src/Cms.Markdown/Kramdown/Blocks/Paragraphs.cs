namespace Cms.Markdown.Kramdown.Blocks;

internal static class Paragraphs
{
    public static void Read(BlockReader reader)
    {
        var start = reader.Position;
        var line = reader.Line;
        var end = reader.NextLine(start);
        while (end < reader.Text.Length && !Ends(reader.LineAt(end)))
        {
            end = reader.NextLine(end);
        }

        reader.Position = end;
        var text = Characters.TrimEnd(reader.Text.AsSpan(start, end - start));
        if (reader.Last is Paragraph before)
        {
            // What looked like the start of another block was none. Two blanks before the line end are a line break still.
            var isBreak = start >= 3 && reader.Text.AsSpan(start - 3, 3) is "  \n";
            before.Append(isBreak ? "  \n" : "\n", text);
        }
        else
        {
            reader.Add(new Paragraph(Characters.TrimStart(text).ToString()), line);
        }
    }

    // kramdown's GFM parser ends a paragraph also before lists, headings, quotations and fences (its quirk paragraph_end).
    private static bool Ends(ReadOnlySpan<char> line) =>
        Lines.EndsLazily(line) || Lines.StartsList(line) || Lines.StartsHeading(line) || Lines.StartsDefinition(line)
        || Lines.StartsQuotation(line) || Lines.StartsFence(line);
}
