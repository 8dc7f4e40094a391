namespace Cms.Markdown.FrontMatter;

/// <summary>Where a JSON object's text has to change for one member to change.</summary>
internal static class JsonEdits
{
    public static IEnumerable<IReadOnlyList<SourceEdit>> For(string read, bool lacksBraces, string key, FrontMatterValue? value)
    {
        List<JsonEntry> entries = [];
        var offset = lacksBraces ? 1 : 0;
        _ = JsonTree.Read(lacksBraces ? $"{{{read}}}" : read, firstLine: 1, [], entries);
        var found = entries.FindLastIndex(entry => string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase));
        if (value is null)
        {
            yield return [.. entries.Index().Where(entry => string.Equals(entry.Item.Key, key, StringComparison.OrdinalIgnoreCase)).Select(entry => Shift(Removal(entries, entry.Index)))];
        }
        else if (found >= 0)
        {
            yield return [Shift(new(entries[found].ValueStart, entries[found].End, JsonWriter.Value(value)))];
        }
        else if (entries.Count > 0)
        {
            var last = entries[^1];
            var lineStart = SourceEdit.StartOfLine(read, last.Start - offset);
            var indent = read[lineStart..(last.Start - offset)];
            var separator = string.IsNullOrWhiteSpace(indent) ? $",\n{indent}" : ", ";
            yield return [Shift(new(last.End, last.End, $"{separator}{JsonWriter.Text(key)}: {JsonWriter.Value(value)}"))];
        }

        SourceEdit Shift(SourceEdit edit) => edit with { Start = edit.Start - offset, End = edit.End - offset };
    }

    // With the comma behind it, or for the last one the comma in front.
    private static SourceEdit Removal(List<JsonEntry> entries, int index) =>
        index + 1 < entries.Count ? new(entries[index].Start, entries[index + 1].Start, "")
        : index > 0 ? new(entries[index - 1].End, entries[index].End, "")
        : new(entries[index].Start, entries[index].End, "");
}
