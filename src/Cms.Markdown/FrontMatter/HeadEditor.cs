namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Changes front matter one key at a time, so that every other line stays as it is written. Each way of writing a change is read back before it is
/// taken; where none of them says exactly what was meant, the front matter is written anew in its own format, without comments.
/// </summary>
/// <param name="envelopes">Those that the file was read with.</param>
/// <param name="keepsComments">Whether comments beside a changed or removed key stay. They may repeat what was removed.</param>
internal sealed class HeadEditor(FrontMatterEnvelopes envelopes, bool keepsComments)
{
    // Each change reads all of the front matter again. Beyond a handful, this many characters are read for it, some tenths of a second.
    private const int Handful = 8;
    private const long MaximumCharactersRead = FrontMatterLimits.MaximumLength;

    /// <summary>Makes changes one after the other; where that would take too long, writes all front matter anew.</summary>
    /// <inheritdoc cref="Change(string, FrontMatterChange, string)"/>
    public string Change(string head, IReadOnlyList<FrontMatterChange> changes, string lineEnd)
    {
        if (changes.Count <= Handful || (long)changes.Count * head.Length <= MaximumCharactersRead)
        {
            return changes.Aggregate(head, (edited, change) => Change(edited, change, lineEnd));
        }

        var fenced = head.Length == 0 ? Empty(lineEnd) : head;
        var (current, _) = FrontMatterReader.Read(fenced, Envelope.Find(fenced, envelopes | FrontMatterEnvelopes.Yaml), []);
        return Rewrite(fenced, Expected(current, changes), lineEnd);
    }

    /// <param name="head">A file's text up to its body, with line ends of any kind; empty for a file without front matter.</param>
    /// <param name="lineEnd">For lines that are new.</param>
    /// <exception cref="FrontMatterChangeException">The result would be more than front matter may hold.</exception>
    public string Change(string head, FrontMatterChange change, string lineEnd)
    {
        if (head.Length == 0)
        {
            return change.Value is null ? head : Change(Empty(lineEnd), change, lineEnd);
        }

        var envelope = Envelope.Find(head, envelopes | FrontMatterEnvelopes.Yaml);
        var (current, _) = FrontMatterReader.Read(head, envelope, []);
        var value = change.Value is { } given ? Fit(envelope.Format, given) : null;
        var expected = Expected(current, change.Key, value);
        if (FrontMatterEquality.Instance.Equals(current, expected))
        {
            return head;
        }

        var content = head[envelope.Content];
        var edited = Candidates(envelope, content, change.Key, value)
            .Select(candidate => Surround(head, envelope, SourceEdit.Apply(content, candidate.Read, candidate.Edits, lineEnd)))
            .FirstOrDefault(candidate => Says(candidate, expected));
        return edited ?? Rewrite(head, expected, lineEnd);
    }

    /// <summary>The head with all its front matter written anew.</summary>
    /// <exception cref="FrontMatterChangeException">The result would be more than front matter may hold.</exception>
    public string Rewrite(string head, FrontMatterMap map, string lineEnd)
    {
        var envelope = Envelope.Find(head, envelopes | FrontMatterEnvelopes.Yaml);
        var expected = (FrontMatterMap)Fit(envelope.Format, map)!;
        var content = envelope.Format switch
        {
            FrontMatterFormat.Toml => TomlWriter.Write(expected),
            FrontMatterFormat.Json => expected.Entries.Count == 0 ? "" : $"{JsonWriter.WriteMembers(expected, envelope.LacksBraces ? 0 : 2)}\n",
            _ => YamlWriter.Write(expected),
        };
        if (envelope is { Format: FrontMatterFormat.Json, LacksBraces: false })
        {
            content = $"{{\n{content}}}";
        }

        var rewritten = Surround(head, envelope, content.Replace("\n", lineEnd, StringComparison.Ordinal));
        if (Says(rewritten, expected))
        {
            return rewritten;
        }

        // Hexo's front matter without an opening fence has to start with a key of plain letters.
        rewritten = envelope.LacksBraces ? $";;;{lineEnd}{rewritten}" : envelope.Content.Start.Value == 0 ? $"---{lineEnd}{rewritten}" : rewritten;
        return Says(rewritten, expected) ? rewritten : throw CannotBeWritten(rewritten);
    }

    private static FrontMatterValue? Fit(FrontMatterFormat format, FrontMatterValue value) => format switch
    {
        FrontMatterFormat.Toml => TomlWriter.Fit(YamlWriter.Fit(value)),
        FrontMatterFormat.Json => JsonWriter.Fit(value),
        _ => YamlWriter.Fit(value),
    };

    private static FrontMatterMap Expected(FrontMatterMap map, string key, FrontMatterValue? value)
    {
        if (value is null)
        {
            return new([.. map.Entries.Where(entry => !IsKey(entry.Key, key))]);
        }

        // Of keys that differ only in case the last one counts.
        var counts = map.Entries.LastOrDefault(entry => IsKey(entry.Key, key)).Key;
        return counts is null
            ? new([.. map.Entries, KeyValuePair.Create(YamlWriter.WellFormed(key), value)])
            : new([.. map.Entries.Select(entry => entry.Key == counts ? KeyValuePair.Create(counts, value) : entry)]);
    }

    private static FrontMatterMap Expected(FrontMatterMap map, IReadOnlyList<FrontMatterChange> changes)
    {
        Dictionary<string, FrontMatterChange> wanted = new(StringComparer.OrdinalIgnoreCase);
        foreach (var change in changes)
        {
            wanted[change.Key] = change;
        }

        Dictionary<string, int> counts = new(StringComparer.OrdinalIgnoreCase);
        foreach (var (index, entry) in map.Entries.Index())
        {
            counts[entry.Key] = index;
        }

        var kept = map.Entries.Index()
            .Where(entry => !wanted.TryGetValue(entry.Item.Key, out var change) || change.Value is not null)
            .Select(entry => counts[entry.Item.Key] == entry.Index && wanted.TryGetValue(entry.Item.Key, out var change) ? KeyValuePair.Create(entry.Item.Key, change.Value!) : entry.Item);
        var added = wanted.Values.Where(change => change.Value is not null && !counts.ContainsKey(change.Key)).Select(change => KeyValuePair.Create(change.Key, change.Value!));
        return new([.. kept, .. added]);
    }

    private static string Empty(string lineEnd) => $"---{lineEnd}---{lineEnd}";

    private static bool IsKey(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static string Surround(string head, Envelope envelope, string content) =>
        $"{head.AsSpan(0, envelope.Content.Start.Value)}{content}{head.AsSpan(envelope.Content.End.Value)}";

    private IEnumerable<(string Read, IReadOnlyList<SourceEdit> Edits)> Candidates(Envelope envelope, string content, string key, FrontMatterValue? value)
    {
        var read = TextLines.WithLineFeeds(content);
        return envelope.Format switch
        {
            FrontMatterFormat.Toml => TomlEdits.For(read, key, value, keepsComments).Select(edits => (read, edits)),
            FrontMatterFormat.Json => JsonEdits.For(read, envelope.LacksBraces, key, value).Select(edits => (read, edits)),
            _ => YamlEdits.For(read, key, value, keepsComments),
        };
    }

    private bool Says(string head, FrontMatterMap expected)
    {
        var envelope = Envelope.Find(head, envelopes | FrontMatterEnvelopes.Yaml);
        if (envelope.Format == FrontMatterFormat.None || envelope.BodyStart != head.Length)
        {
            return false;
        }

        var (map, refusal) = FrontMatterReader.Read(head, envelope, []);
        return refusal is null && FrontMatterEquality.Instance.Equals(map, expected);
    }

    private FrontMatterChangeException CannotBeWritten(string head)
    {
        var (_, refusal) = FrontMatterReader.Read(head, Envelope.Find(head, envelopes | FrontMatterEnvelopes.Yaml), []);
        return new(refusal ?? new(0, "front-matter-not-writable", "The front matter can't be written so that it reads the same. Simplify its values."));
    }
}
