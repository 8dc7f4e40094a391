namespace Cms.Markdown.FrontMatter;

internal static class KeyRemoval
{
    /// <summary>The value without the keys that are not kept; the very same value when all are.</summary>
    public static FrontMatterValue Without(FrontMatterValue value, Func<string, bool> keepKey)
    {
        switch (value)
        {
            case FrontMatterList list:
                var items = list.Items.Select(item => Without(item, keepKey)).ToList();
                return items.SequenceEqual(list.Items, ReferenceEqualityComparer.Instance) ? list : list with { Items = items };
            case FrontMatterMap map:
                var entries = map.Entries
                    .Where(entry => keepKey(entry.Key))
                    .Select(entry => KeyValuePair.Create(entry.Key, Without(entry.Value, keepKey)))
                    .ToList();
                var same = entries.Count == map.Entries.Count
                    && entries.Zip(map.Entries).All(pair => ReferenceEquals(pair.First.Value, pair.Second.Value));
                return same ? map : map with { Entries = entries };
            default:
                return value;
        }
    }
}
