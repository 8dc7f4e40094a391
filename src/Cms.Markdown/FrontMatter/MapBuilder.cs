namespace Cms.Markdown.FrontMatter;

/// <summary>Gathers a map's entries. Of a key that occurs twice the place of the first and the value of the last count, as in Psych.</summary>
internal sealed class MapBuilder
{
    private readonly List<KeyValuePair<string, FrontMatterValue>> entries = [];
    private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);
    private HashSet<string>? inherited;

    /// <summary>An entry of a map that is merged into this one. A key of its own may override it without a warning.</summary>
    public void Inherit(string key, FrontMatterValue value)
    {
        (inherited ??= new(StringComparer.Ordinal)).Add(key);
        Set(key, value);
    }

    /// <param name="line">Where the key stands, for the warning that it stands elsewhere already.</param>
    public void Add(string key, FrontMatterValue value, int line, List<FrontMatterWarning> warnings)
    {
        if (positions.ContainsKey(key) && inherited?.Remove(key) != true)
        {
            warnings.Add(new(line, "duplicate-key", $"The key \"{key}\" occurs more than once; the last one counts. Remove the others."));
        }

        Set(key, value);
    }

    public void Set(string key, FrontMatterValue value)
    {
        if (positions.TryAdd(key, entries.Count))
        {
            entries.Add(new(key, value));
        }
        else
        {
            entries[positions[key]] = new(key, value);
        }
    }

    public FrontMatterMap Build() => entries.Count == 0 ? FrontMatterMap.Empty : new(entries);
}
