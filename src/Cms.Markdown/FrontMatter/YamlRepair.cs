namespace Cms.Markdown.FrontMatter;

/// <summary>Small mends of front matter that no YAML parser takes, one for each call, at the line that the parser complains of or just above it.</summary>
internal static class YamlRepair
{
    /// <param name="lines">The lines of the front matter; a mended line is replaced in place.</param>
    /// <param name="line">The line of the parser's complaint, counted from 0.</param>
    /// <returns>The line that was mended and what to tell the author, null where nothing needs telling; or null if nothing can be mended.</returns>
    public static (int Line, string? Message)? Mend(string[] lines, int line)
    {
        if (IndentContinuations(lines))
        {
            return (line, null);
        }

        // Where tabs indent, the parser may complain of the key above.
        for (var candidate = 0; candidate < lines.Length; candidate++)
        {
            if (MendTabs(lines, candidate))
            {
                return (candidate, "The line was indented by a tab, read as two blanks. Indent front matter with blanks.");
            }
        }

        // The parser often notices a line late: an open quote or a plain value is taken to go on.
        for (var candidate = line; candidate >= Math.Max(0, line - 2); candidate--)
        {
            if (candidate < lines.Length && QuoteValue(lines, candidate))
            {
                return (candidate, "The value holds characters that YAML reads as its own, so all of it was taken as text. Put it in quotes.");
            }
        }

        return null;
    }

    /// <summary>
    /// Indents the lines of double-quoted values that go on no deeper than their key: Psych takes them, YamlDotNet does not (232 of 26,101 real files).
    /// Not an author's mistake, so nothing is reported.
    /// </summary>
    private static bool IndentContinuations(string[] lines)
    {
        var changed = false;
        var open = false;
        var keyColumn = 0;
        var blockIndent = -1;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i];
            var indent = line.Length - line.TrimStart(' ').Length;
            if (open)
            {
                if (indent <= keyColumn && line.Length > 0)
                {
                    lines[i] = new string(' ', keyColumn + 2 - indent) + line;
                    changed = true;
                }

                open = !ClosesQuote(line, 0);
                continue;
            }

            if (blockIndent >= 0 && (indent > blockIndent || line.AsSpan().Trim().IsEmpty))
            {
                continue;
            }

            blockIndent = StartsBlock(line) ? indent : -1;
            var quote = StartOfValue(line);
            open = quote >= 0 && quote < line.Length && line[quote] == '"' && !ClosesQuote(line, quote + 1);
            keyColumn = StartOfKey(line);
        }

        return changed;
    }

    private static bool MendTabs(string[] lines, int index)
    {
        var line = lines[index];
        var end = 0;
        while (end < line.Length && line[end] is ' ' or '\t')
        {
            end++;
        }

        if (!line.AsSpan(0, end).Contains('\t'))
        {
            return false;
        }

        lines[index] = line[..end].Replace("\t", "  ", StringComparison.Ordinal) + line[end..];
        return true;
    }

    private static bool QuoteValue(string[] lines, int index)
    {
        var line = lines[index];
        var start = StartOfValue(line);
        if (start < 0 || start >= line.Length || line[start] == '#' || IsBlockHeader(line.AsSpan(start)))
        {
            return false;
        }

        var value = line[start..].TrimEnd();
        if (value.Length == 0 || IsQuoted(value) || IsCollection(value))
        {
            return false;
        }

        // "C:\dir": the quotes were meant, the escapes were not.
        if (value.Length > 1 && value[0] == '"' && value[^1] == '"' && !value[1..^1].Contains('"', StringComparison.Ordinal))
        {
            value = value[1..^1];
        }

        lines[index] = $"{line[..start]}'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        return true;
    }

    // "[Draft] a title" is text, "[a, b" is a list that somebody has to close.
    private static bool IsCollection(string value) => value[0] switch
    {
        '[' => IsOpenOrWhole(value, ']'),
        '{' => IsOpenOrWhole(value, '}'),
        _ => false,
    };

    private static bool IsOpenOrWhole(string value, char end)
    {
        var position = value.IndexOf(end, StringComparison.Ordinal);
        return position < 0 || position == value.Length - 1;
    }

    private static bool IsQuoted(string value) => value.Length > 1 && value[0] == '\'' && value[^1] == '\''
        && !value[1..^1].Replace("''", "", StringComparison.Ordinal).Contains('\'', StringComparison.Ordinal);

    // Behind blanks and "- ".
    private static int StartOfKey(string line)
    {
        var i = 0;
        while (i < line.Length && (line[i] is ' ' || (line[i] == '-' && i + 1 < line.Length && line[i + 1] == ' ')))
        {
            i++;
        }

        return i;
    }

    // After "- " and "key: "; -1 where the line has neither.
    private static int StartOfValue(string line)
    {
        var i = StartOfKey(line);
        var isItem = i > 0 && line.AsSpan(0, i).Contains('-');
        var colon = line.IndexOf(": ", i, StringComparison.Ordinal);
        if (colon > i && line[i] is not ('"' or '\'' or '#' or '[' or '{'))
        {
            i = colon + 2;
            while (i < line.Length && line[i] == ' ')
            {
                i++;
            }

            return i;
        }

        return isItem ? i : -1;
    }

    private static bool StartsBlock(string line)
    {
        var start = StartOfValue(line);
        return start >= 0 && start < line.Length && IsBlockHeader(line.AsSpan(start));
    }

    // "|", ">-" or "|2 # note"; "|| and &&" is text.
    private static bool IsBlockHeader(ReadOnlySpan<char> value)
    {
        if (value[0] is not ('|' or '>'))
        {
            return false;
        }

        var rest = value[1..].TrimStart("+-123456789");
        return rest.TrimStart().IsEmpty || (char.IsWhiteSpace(rest[0]) && rest.TrimStart()[0] == '#');
    }

    private static bool ClosesQuote(string line, int start)
    {
        for (var i = start; i < line.Length; i++)
        {
            if (line[i] == '\\')
            {
                i++;
            }
            else if (line[i] == '"')
            {
                return true;
            }
        }

        return false;
    }
}
