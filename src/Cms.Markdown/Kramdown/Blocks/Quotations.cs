using System.Text;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

internal static class Quotations
{
    public static bool Read(BlockReader reader)
    {
        var line = reader.Line;
        var text = new StringBuilder();
        do
        {
            var content = reader.LineAt(reader.Position);
            if (Lines.StartsQuotation(content))
            {
                content = Lines.Content(content)[1..];
                content = content is [' ', ..] ? content[1..] : content;
            }

            text.Append(content).Append('\n');
            reader.Position = reader.NextLine(reader.Position);
        }
        while (!reader.AtEnd && !Lines.EndsLazily(reader.LineAt(reader.Position)));

        var quotation = new QuoteBlock(null!);
        reader.Add(quotation, line);
        BlockReader.Read(text.ToString(), line, quotation, reader);
        return true;
    }
}
