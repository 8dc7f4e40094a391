using System.Text;
using Cms.Markdown.RawHtml;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>A table's line, cut at its bars; not at those in code and not at escaped ones.</summary>
internal static class TableRow
{
    public static List<string> Cells(ReadOnlySpan<char> line, bool hasLeadingBar)
    {
        var cells = new List<string>();
        var cell = new StringBuilder();
        for (var i = 0; i < line.Length;)
        {
            var code = CodeLength(line, i);
            if (code > 0)
            {
                cell.Append(line.Slice(i, code));
                i += code;
            }
            else if (line[i] == '\\' && i + 1 < line.Length && line[i + 1] == '|')
            {
                cell.Append('|');
                i += 2;
            }
            else if (line[i] == '|')
            {
                Add(cells, cell);
                i++;
            }
            else
            {
                cell.Append(line[i++]);
            }
        }

        Add(cells, cell);
        if (hasLeadingBar && cells[0].Length == 0)
        {
            cells.RemoveAt(0);
        }

        if (cells.Count > 0 && cells[^1].Length == 0)
        {
            cells.RemoveAt(cells.Count - 1);
        }

        return cells;
    }

    /// <summary>Whether a line has a bar that is not escaped, outside of code and HTML.</summary>
    public static bool HasBar(string line)
    {
        for (var i = 0; i < line.Length;)
        {
            if (line[i] == '|' && (i == 0 || line[i - 1] != '\\'))
            {
                return true;
            }

            i += Math.Max(1, line[i] == '<' ? ElementLength(line, i) : CodeLength(line, i));
        }

        return false;
    }

    private static int ElementLength(string line, int start)
    {
        if (HtmlTags.Opening(line, start) is not { } tag)
        {
            return 0;
        }

        var close = tag.IsClosed || HtmlElements.Void.Contains(tag.Name) ? tag.End : line.IndexOf($"</{tag.Name}", tag.End, StringComparison.Ordinal);
        return (close < 0 ? line.Length : close) - start;
    }

    private static void Add(List<string> cells, StringBuilder cell)
    {
        cells.Add(Characters.Trim(cell.ToString()).ToString());
        cell.Clear();
    }

    /// <summary>The length of a code span or element at a place, 0 if none starts there; of unclosed ticks their own.</summary>
    private static int CodeLength(ReadOnlySpan<char> line, int start)
    {
        if (line[start] == '`')
        {
            var run = line[start..].IndexOfAnyExcept('`');
            if (run < 0)
            {
                return line.Length - start;
            }

            var isText = run == 1 && (start == 0 || Characters.IsSpace(line[start - 1])) && Characters.IsSpace(line[start + 1]);
            var end = isText ? -1 : line[(start + run)..].IndexOf(line.Slice(start, run));
            return end < 0 ? run : end + (2 * run);
        }

        if (line[start] != '<' || !line[start..].StartsWith("<code"))
        {
            return 0;
        }

        var close = line[start..].IndexOf("</code>");
        return close < 0 ? 0 : close + "</code>".Length;
    }
}
