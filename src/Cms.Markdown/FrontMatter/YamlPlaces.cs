namespace Cms.Markdown.FrontMatter;

/// <summary>Where the keys of a YAML map stand in its text, for those who change the text.</summary>
internal sealed class YamlPlaces
{
    private readonly List<YamlEntry> entries = [];
    private readonly Dictionary<FrontMatterValue, Range> ranges = new(ReferenceEqualityComparer.Instance);

    /// <summary>What the parser read: the front matter with mends.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The outermost map's entries in the order of the text, a key that is written twice twice.</summary>
    public IReadOnlyList<YamlEntry> Entries => entries;

    /// <summary>Whether the outermost map is written in braces.</summary>
    public bool IsFlow { get; set; }

    public void Restart(string text)
    {
        Text = text;
        IsFlow = false;
        entries.Clear();
        ranges.Clear();
    }

    public void Add(YamlEntry entry) => entries.Add(entry);

    public void Remember(FrontMatterValue value, int start, int end) => ranges[value] = start..end;

    /// <summary>A value as it is written; null where it has no text of its own.</summary>
    public string? Spelling(FrontMatterValue value) => ranges.TryGetValue(value, out var range) ? Text[range] : null;
}

/// <param name="KeyStart">The position of the key's first character.</param>
/// <param name="KeyEnd">The position behind the key.</param>
/// <param name="ValueStart">The position of the value with its tag and anchor.</param>
/// <param name="ValueEnd">The position behind the value's last character; that of <paramref name="ValueStart"/> for a value that is not written.</param>
internal sealed record YamlEntry(string Key, FrontMatterValue Value, int KeyStart, int KeyEnd, int ValueStart, int ValueEnd, YamlNotation Notation);

/// <summary>How a value is written.</summary>
internal enum YamlNotation
{
    Plain,
    SingleQuoted,
    DoubleQuoted,
    Literal,
    Folded,

    /// <summary>A list or map in brackets.</summary>
    Flow,

    /// <summary>A list or map in lines.</summary>
    Block,
    Alias,
}
