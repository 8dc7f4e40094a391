namespace Cms.Markdown.FrontMatter;

/// <summary>Where YAML's text has to change for one key of the outermost map to change, the way that keeps most of what is written first.</summary>
internal sealed class YamlEdits
{
    private readonly YamlPlaces places = new();
    private readonly FrontMatterValue? value;
    private readonly bool keepsComments;
    private readonly IReadOnlyList<YamlEntry> meant;

    private YamlEdits(string read, string key, FrontMatterValue? value, bool keepsComments)
    {
        this.value = value;
        this.keepsComments = keepsComments;
        var (map, _) = YamlReader.Read(read, firstLine: 1, [], places);
        var counts = map.Entries.LastOrDefault(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase)).Key;
        meant = [.. places.Entries.Where(entry => value is null ? string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase) : entry.Key == counts)];
    }

    private string Text => places.Text;

    public static IEnumerable<(string Read, IReadOnlyList<SourceEdit> Edits)> For(string read, string key, FrontMatterValue? value, bool keepsComments)
    {
        var edits = new YamlEdits(read, key, value, keepsComments);
        return edits.Ways(key).Select(way => (edits.Text, way));
    }

    private IEnumerable<IReadOnlyList<SourceEdit>> Ways(string key)
    {
        if (value is null)
        {
            // Blank lines that are left would become the end of a text that keeps its line ends.
            return places.IsFlow ? [] : [[.. meant.Select(Removal)], [.. meant.Select(Removal).Select(removal => removal with { End = TextLines.SkipBlankLines(Text, removal.End) })]];
        }

        if (meant.Count > 0)
        {
            return ColonOf(meant[^1]) is { } colon ? Replacements(meant[^1], colon).Select(edit => (IReadOnlyList<SourceEdit>)[edit]) : [];
        }

        return places.IsFlow ? [] : [[Addition(key, value)]];
    }

    private SourceEdit Addition(string key, FrontMatterValue added)
    {
        var indent = places.Entries.Count == 0 ? 0 : ColumnOf(places.Entries[0].KeyStart);
        var prefix = Text.Length == 0 || Text[^1] == '\n' ? "" : "\n";
        return new(Text.Length, Text.Length, $"{prefix}{new string(' ', indent)}{YamlWriter.Key(key)}{new YamlWriter().Value(added, indent, indent + 2)}\n");
    }

    private SourceEdit Removal(YamlEntry entry)
    {
        var start = SourceEdit.StartOfLine(Text, entry.KeyStart);
        var removal = new SourceEdit(start, TextLines.NextLine(Text, EndOf(entry)), "");
        return keepsComments ? removal : CommentLines.Include(Text, removal);
    }

    private IEnumerable<SourceEdit> Replacements(YamlEntry entry, int colon)
    {
        var (start, end) = (entry.ValueStart, EndOf(entry));
        var isWritten = end > start;
        if (keepsComments)
        {
            foreach (var edit in value is FrontMatterScalar scalar ? Scalars(entry, scalar, colon, isWritten) : Collections(entry, colon, isWritten))
            {
                yield return edit;
            }
        }

        if (!places.IsFlow)
        {
            yield return new(colon, TextLines.EndOfLine(Text, Math.Max(colon, end)), Block(entry, new YamlWriter()));
        }
    }

    private IEnumerable<SourceEdit> Scalars(YamlEntry entry, FrontMatterScalar scalar, int colon, bool isWritten)
    {
        var (start, end) = (entry.ValueStart, EndOf(entry));
        if (scalar.Kind == FrontMatterScalarKind.Text && YamlScalars.SpellBlock(scalar.Text, entry.Notation, IndentOfBlock(start)) is { } block)
        {
            yield return new(start, end, block);
        }

        var spelt = YamlScalars.Spell(scalar, entry.Notation, places.IsFlow);
        if (isWritten && entry.Notation != YamlNotation.Block && spelt.Length > 0)
        {
            yield return new(start, end, spelt);
        }

        // The comment behind the colon of a block moves behind the value.
        var behind = isWritten && entry.Notation == YamlNotation.Block ? Text[colon..TextLines.EndOfLine(Text, colon)].TrimEnd() : "";
        yield return new(colon, isWritten ? end : colon, (spelt.Length == 0 ? "" : $" {spelt}") + behind);
    }

    private IEnumerable<SourceEdit> Collections(YamlEntry entry, int colon, bool isWritten)
    {
        var end = EndOf(entry);
        if (entry.Notation == YamlNotation.Block && IsBlock(value!))
        {
            yield return new(TextLines.EndOfLine(Text, colon), end, Block(entry, new YamlWriter(Known(entry))));
        }
        else if (entry.Notation == YamlNotation.Flow || places.IsFlow || !HasMaps(value!))
        {
            var flow = new YamlWriter(entry.Notation == YamlNotation.Flow ? Known(entry) : null).Flow(value!);
            yield return new(colon, isWritten ? end : colon, $" {flow}");
        }
    }

    private string Block(YamlEntry entry, YamlWriter writer)
    {
        var indent = ColumnOf(entry.KeyStart);
        var old = entry.Notation == YamlNotation.Block ? ColumnOf(entry.ValueStart) : indent + 2;
        return value is FrontMatterMap ? writer.Value(value, Math.Max(indent, old - 2), old) : writer.Value(value!, indent, entry.Value is FrontMatterList ? old : indent + 2);
    }

    // An item that was there before is written as it was.
    private Func<FrontMatterValue, string?> Known(YamlEntry entry)
    {
        var known = new Dictionary<FrontMatterValue, string>(FrontMatterEquality.Instance);
        if (entry.Value is FrontMatterList old && (entry.Notation == YamlNotation.Flow || value is FrontMatterList))
        {
            foreach (var item in old.Items)
            {
                if (places.Spelling(item) is { Length: > 0 } spelling)
                {
                    known.TryAdd(item, spelling);
                }
            }
        }

        return item => ReferenceEquals(item, value) ? null : known.GetValueOrDefault(item);
    }

    private static bool IsBlock(FrontMatterValue value) => value is FrontMatterList { Items: not [] } or FrontMatterMap { Entries: not [] };

    private static bool HasMaps(FrontMatterValue value) => value is FrontMatterMap || (value is FrontMatterList list && list.Items.Any(HasMaps));

    // Null where the key is not simply followed by its colon.
    private int? ColonOf(YamlEntry entry)
    {
        var position = entry.KeyEnd;
        while (position < Text.Length && Text[position] is ' ' or '\t')
        {
            position++;
        }

        return position < Text.Length && Text[position] == ':' ? position + 1 : null;
    }

    // A block's end is where the next key starts.
    private int EndOf(YamlEntry entry)
    {
        var end = Math.Min(entry.ValueEnd, Text.Length);
        while (end > entry.KeyEnd && Text[end - 1] is ' ' or '\t' or '\n')
        {
            end--;
        }

        return end;
    }

    private int IndentOfBlock(int start)
    {
        for (var line = TextLines.NextLine(Text, start); line < Text.Length; line = TextLines.NextLine(Text, line))
        {
            var content = line;
            while (content < Text.Length && Text[content] == ' ')
            {
                content++;
            }

            if (content < Text.Length && Text[content] != '\n')
            {
                return Math.Max(1, content - line);
            }
        }

        return 2;
    }

    private int ColumnOf(int position) => position - SourceEdit.StartOfLine(Text, position);
}
