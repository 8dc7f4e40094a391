namespace Cms.Markdown.FrontMatter;

/// <summary>Whether two values say the same: in kind and text, whatever their lines, quotes and order of keys.</summary>
internal sealed class FrontMatterEquality : IEqualityComparer<FrontMatterValue>
{
    public static FrontMatterEquality Instance { get; } = new();

    public bool Equals(FrontMatterValue? x, FrontMatterValue? y) => (x, y) switch
    {
        (FrontMatterScalar one, FrontMatterScalar other) =>
            one.Kind == other.Kind && (one.Kind == FrontMatterScalarKind.Null || one.Text == other.Text),
        (FrontMatterList one, FrontMatterList other) =>
            one.Items.Count == other.Items.Count && one.Items.Zip(other.Items).All(pair => Equals(pair.First, pair.Second)),
        (FrontMatterMap one, FrontMatterMap other) => HaveSameEntries(one, other),
        _ => ReferenceEquals(x, y),
    };

    public int GetHashCode(FrontMatterValue obj) => obj switch
    {
        FrontMatterScalar { Kind: not FrontMatterScalarKind.Null } scalar => scalar.Text.GetHashCode(StringComparison.Ordinal),
        FrontMatterList list => list.Items.Aggregate(list.Items.Count, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        FrontMatterMap map => map.Entries.Count,
        _ => 0,
    };

    private bool HaveSameEntries(FrontMatterMap one, FrontMatterMap other)
    {
        if (one.Entries.Count != other.Entries.Count)
        {
            return false;
        }

        var entries = other.Entries.ToDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal);
        return one.Entries.All(entry => entries.TryGetValue(entry.Key, out var value) && Equals(entry.Value, value));
    }
}
