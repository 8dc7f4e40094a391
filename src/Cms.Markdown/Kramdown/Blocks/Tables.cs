namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>
/// Tables: a line of dashes ends the head or starts a new body, one of equals signs the foot. kramdown makes a table of any lines with a bar in
/// them, a link's title too. A site's posts keep what its readers have seen; elsewhere lines have to begin with a bar or hold a line of dashes.
/// </summary>
internal sealed class Tables
{
    // One long row over many short ones would make a table of the square of the text.
    private const long MaximumCells = 500_000;

    private readonly BlockReader reader;
    private readonly List<ElementBlock> sections = [];
    private readonly bool hasLeadingBar;
    private List<List<string>> rows = [];
    private List<string>? alignments;
    private bool hasFoot;
    private int columns;
    private int position;

    private Tables(BlockReader reader)
    {
        this.reader = reader;
        position = reader.Position;
        hasLeadingBar = reader.LineAt(position).TrimStart(" \t") is ['|', ..];
    }

    public static bool TryRead(BlockReader reader) =>
        reader.LineAt(reader.Position).Contains('|') && reader.IsAfterBoundary && new Tables(reader).TryRead();

    private bool TryRead()
    {
        if (IsSeparator(reader.LineAt(position)))
        {
            position = reader.NextLine(position);
        }

        while (position < reader.Text.Length && HasBar(reader.LineAt(position)))
        {
            ReadLine(reader.LineAt(position));
            position = reader.NextLine(position);
        }

        if (!(hasLeadingBar || alignments is not null || reader.State.Options.TablesOfBars) || !reader.IsBoundaryAt(position))
        {
            return false;
        }

        if (rows.Count > 0)
        {
            Add(hasFoot ? "tfoot" : "tbody");
        }

        if (!sections.Exists(section => section.Name == "tbody"))
        {
            return false;
        }

        var line = reader.Line;
        var table = new ElementBlock("table");
        foreach (var section in sections)
        {
            FillUp(section, line);
            table.Add(section);
        }

        reader.Position = position;
        reader.Add(table, line);
        return true;
    }

    private void ReadLine(ReadOnlySpan<char> line)
    {
        if (IsSeparator(line))
        {
            if (rows.Count > 0)
            {
                var isHead = alignments is null && !hasFoot;
                if (isHead)
                {
                    alignments = Alignments(line);
                }

                if (isHead || !hasFoot)
                {
                    Add(isHead ? "thead" : "tbody");
                }
            }
        }
        else if (IsOf(line, '=', "+|: \t="))
        {
            if (rows.Count > 0)
            {
                Add("tbody");
            }

            hasFoot = true;
        }
        else
        {
            var cells = TableRow.Cells(line.TrimEnd(" \t"), hasLeadingBar);
            columns = Math.Max(columns, cells.Count);
            rows.Add(cells);
        }
    }

    private void Add(string name)
    {
        var section = new ElementBlock(name);
        foreach (var cells in rows)
        {
            var row = new ElementBlock("tr");
            foreach (var cell in cells)
            {
                var column = row.Count;
                row.Add(new ElementText(name == "thead" ? "th" : "td", cell) { OwnAttributes = AlignmentOf(column) });
            }

            section.Add(row);
        }

        rows = [];
        sections.Add(section);
    }

    /// <summary>Gives each row as many cells as the longest has, and what the head did not know when it was read: the alignment.</summary>
    private void FillUp(ElementBlock section, int line)
    {
        foreach (var row in section.Cast<ElementBlock>())
        {
            while (row.Count < columns && (long)columns * section.Count <= MaximumCells)
            {
                row.Add(new ElementText(section.Name == "thead" ? "th" : "td", "") { OwnAttributes = AlignmentOf(row.Count) });
            }

            foreach (var cell in row)
            {
                cell.Line = line;
            }
        }
    }

    private string AlignmentOf(int column) => alignments is not null && column < alignments.Count ? alignments[column] : "";

    private static List<string> Alignments(ReadOnlySpan<char> line)
    {
        var read = new List<string>();
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] != '-')
            {
                continue;
            }

            var end = i;
            while (end < line.Length && line[end] == '-')
            {
                end++;
            }

            var left = i > 0 && line[i - 1] == ':';
            var right = end < line.Length && line[end] == ':';
            read.Add((left, right) switch
            {
                (true, true) => " style=\"text-align: center\"",
                (true, false) => " style=\"text-align: left\"",
                (false, true) => " style=\"text-align: right\"",
                _ => "",
            });
            i = end;
        }

        return read;
    }

    private static bool IsSeparator(ReadOnlySpan<char> line) => IsOf(line, '-', "+|: \t-");

    private static bool IsOf(ReadOnlySpan<char> line, char mark, string allowed) => line.Contains(mark) && !line.ContainsAnyExcept(allowed);

    private static bool HasBar(ReadOnlySpan<char> line) => line.Contains('|') && TableRow.HasBar(line.ToString());
}
