using System.Text;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>Footnotes below the text: <c>[^label]: text</c>, with indented lines that go on with it.</summary>
internal static class FootnoteDefinitions
{
    public static bool TryRead(BlockReader reader)
    {
        var line = reader.LineAt(reader.Position);
        var content = Lines.Content(line);
        var close = content.IndexOf(']');
        if (content is not ['[', '^', ..] || close < 0 || !Characters.IsName(content[2..close]) || content[(close + 1)..] is not [':', .. var text])
        {
            return false;
        }

        var number = reader.Line;
        var label = content[2..close].ToString();
        var start = reader.NextLine(reader.Position);
        var body = new StringBuilder().Append(text).Append('\n');
        var end = CodeBlocks.IndentedEnd(reader, start);
        for (var i = start; i < end; i = reader.NextLine(i))
        {
            body.Append(CodeBlocks.WithoutIndentation(reader.LineAt(i))).Append('\n');
        }

        reader.Position = end;
        var footnote = new Footnote(label) { Line = number };
        BlockReader.Read(body.ToString(), number, footnote, reader);
        reader.State.Footnotes[label] = footnote;
        reader.Add(new BlockEnd(BlockEnd.Of.Definition), number);
        return true;
    }
}
