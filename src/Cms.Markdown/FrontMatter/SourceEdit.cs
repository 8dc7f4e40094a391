using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>A piece of text to be replaced. Positions count in the text with line feeds as line ends.</summary>
internal readonly record struct SourceEdit(int Start, int End, string Replacement)
{
    /// <summary>
    /// The text with the edits made. Lines without one stay as they are in <paramref name="source"/>, with their own line ends; new lines get
    /// <paramref name="lineEnd"/>.
    /// </summary>
    /// <param name="source">The text as it stands in the file.</param>
    /// <param name="read">The same, line for line, as it was read: with line feeds, and perhaps with mends.</param>
    public static string Apply(string source, string read, IEnumerable<SourceEdit> edits, string lineEnd)
    {
        var result = new StringBuilder(source.Length + 64);
        var (inSource, inRead) = (0, 0);
        foreach (var edit in edits.OrderBy(edit => edit.Start))
        {
            var startLine = StartOfLine(read, edit.Start);
            var untouched = startLine > inRead ? read.AsSpan(inRead, startLine - inRead).Count('\n') : 0;
            for (var line = 0; line < untouched; line++)
            {
                var next = TextLines.NextLine(source, inSource);
                result.Append(source, inSource, next - inSource);
                inSource = next;
            }

            inRead = untouched > 0 ? startLine : inRead;
            result.Append(read, inRead, edit.Start - inRead).Append(edit.Replacement.Replace("\n", lineEnd, StringComparison.Ordinal));
            for (var line = read.AsSpan(inRead, edit.End - inRead).Count('\n'); line > 0; line--)
            {
                inSource = TextLines.NextLine(source, inSource);
            }

            inRead = edit.End;
        }

        // The rest of the last line that was changed; what follows is as it was.
        if (inRead > StartOfLine(read, inRead))
        {
            var end = TextLines.EndOfLine(read, inRead);
            result.Append(read, inRead, end - inRead);
            inSource = TextLines.EndOfLine(source, inSource);
        }

        return result.Append(source, inSource, source.Length - inSource).ToString();
    }

    public static int StartOfLine(string text, int position) => position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
}
