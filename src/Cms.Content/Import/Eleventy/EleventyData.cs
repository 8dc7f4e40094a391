using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Eleventy;

/// <summary>Eleventy's data cascade: the nearer value wins, maps are merged, and tags are united, each once.</summary>
internal static class EleventyData
{
    public static FrontMatterMap Merge(FrontMatterMap far, FrontMatterMap near)
    {
        if (far.Entries.Count == 0)
        {
            return near;
        }

        var merged = new List<KeyValuePair<string, FrontMatterValue>>(near.Entries.Count + far.Entries.Count);
        foreach (var (key, value) in near.Entries)
        {
            merged.Add(KeyValuePair.Create(key, (far[key], value) switch
            {
                (FrontMatterMap from, FrontMatterMap map) => Merge(from, map),
                ({ } from, _) when key == "tags" => Unite(from, value),
                _ => value,
            }));
        }

        // Lines count in the file that a warning names, and this value stands in another.
        merged.AddRange(far.Entries.Where(entry => near[entry.Key] is null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value with { Line = 0 })));
        return new(merged);
    }

    private static FrontMatterList Unite(FrontMatterValue far, FrontMatterValue near)
    {
        var known = far.Scalars().Select(tag => tag.Text).ToHashSet(StringComparer.Ordinal);
        return new([.. far.Scalars(), .. near.Scalars().Where(tag => !known.Contains(tag.Text))]) { Line = near.Line };
    }
}
