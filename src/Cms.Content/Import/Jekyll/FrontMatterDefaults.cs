using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Jekyll;

/// <summary>The <c>defaults</c> of a site's configuration: front matter for all posts of a folder or type.</summary>
internal sealed class FrontMatterDefaults
{
    private readonly List<Set> _sets;

    public FrontMatterDefaults(FrontMatterValue? defaults)
    {
        _sets = defaults is not FrontMatterList list
            ? []
            : [.. list.Items.OfType<FrontMatterMap>().Select(Set.From).OfType<Set>()];
    }

    /// <summary>What the defaults say for a file.</summary>
    /// <param name="file">Path within the site.</param>
    /// <param name="type"><c>posts</c> or <c>drafts</c>.</param>
    public FrontMatterMap For(string file, string type)
    {
        // The longer path wins, then the one with a type, then the later one; each is compared with the one applied last, as in Jekyll.
        var all = FrontMatterMap.Empty;
        Set? last = null;
        foreach (var set in _sets.Where(set => set.AppliesTo(file, type)))
        {
            var wins = last is null || (set.Path.Length != last.Path.Length ? set.Path.Length > last.Path.Length : set.Type is not null || last.Type is null);
            all = wins ? Merge(all, set.Values) : Merge(set.Values, all);
            last = wins ? set : last;
        }

        return all;
    }

    /// <summary>
    /// A file's own front matter over what the defaults say. Its own keys come first, in their order. A null leaves the default in place, maps are
    /// merged, and <c>categories</c> are united.
    /// </summary>
    public static FrontMatterMap Merge(FrontMatterMap defaults, FrontMatterMap own)
    {
        if (defaults.Entries.Count == 0)
        {
            return own;
        }

        var merged = new List<KeyValuePair<string, FrontMatterValue>>(own.Entries.Count + defaults.Entries.Count);
        foreach (var (key, value) in own.Entries)
        {
            merged.Add(KeyValuePair.Create(key, (defaults[key], value) switch
            {
                ({ } given, _) when value.IsNull() => WithoutLine(given),
                ({ } given, _) when !given.IsNull() && string.Equals(key, "categories", StringComparison.OrdinalIgnoreCase) => Unite(given, value),
                (FrontMatterMap given, FrontMatterMap map) => Merge(given, map),
                _ => value,
            }));
        }

        merged.AddRange(defaults.Entries
            .Where(entry => own[entry.Key] is null)
            .Select(entry => KeyValuePair.Create(entry.Key, WithoutLine(entry.Value))));
        return new(merged);
    }

    private static FrontMatterList Unite(FrontMatterValue first, FrontMatterValue second) =>
        new([.. PostTerms.SplitCategories(first), .. PostTerms.SplitCategories(second)]) { Line = second.Line };

    // Lines count in the file that a warning names, and this value stands in the configuration.
    private static FrontMatterValue WithoutLine(FrontMatterValue value) => value with { Line = 0 };

    private sealed record Set(string Path, string? Type, FrontMatterMap Values, Regex? Pattern)
    {
        public static Set? From(FrontMatterMap set)
        {
            if (set["values"] is not FrontMatterMap values)
            {
                return null;
            }

            var scope = set["scope"] as FrontMatterMap ?? FrontMatterMap.Empty;
            var path = (scope.TextOf("path") ?? "").TrimStart('/');
            return new(path, TypeOf(scope["type"]), values, path.Contains('*', StringComparison.Ordinal) ? Globs.StartOfPath(path) : null);
        }

        // The singular is what Jekyll had once, and still takes.
        private static string? TypeOf(FrontMatterValue? type) => type is not FrontMatterScalar scalar ? null : scalar.Text switch
        {
            "post" => "posts",
            "draft" => "drafts",
            "page" => "pages",
            var other => other,
        };

        public bool AppliesTo(string file, string type) =>
            (Type is null || Type == type) && (Pattern?.IsMatch(file) ?? file.StartsWith(Path, StringComparison.Ordinal));
    }
}
