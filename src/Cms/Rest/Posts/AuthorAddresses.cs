using System.Text.RegularExpressions;
using Cms.Markdown.FrontMatter;

namespace Cms.Rest.Posts;

/// <summary>Takes e-mail addresses out of what a file says of its authors: <c>Jane &lt;jane@example.org&gt;</c> becomes <c>Jane</c>.</summary>
internal static partial class AuthorAddresses
{
    private static readonly string[] Keys = ["author", "authors", "by"];

    /// <summary>The front matter without them; the very same when there are none.</summary>
    public static FrontMatterMap Without(FrontMatterMap map)
    {
        var hasAny = false;
        List<KeyValuePair<string, FrontMatterValue>> entries = [];
        foreach (var entry in map.Entries)
        {
            var value = Keys.Contains(entry.Key, StringComparer.OrdinalIgnoreCase) ? Clean(entry.Value) : entry.Value;
            hasAny |= !ReferenceEquals(value, entry.Value);
            if (value is not null)
            {
                entries.Add(KeyValuePair.Create(entry.Key, value));
            }
        }

        return hasAny ? new FrontMatterMap(entries) : map;
    }

    // Null where nothing is left.
    private static FrontMatterValue? Clean(FrontMatterValue value)
    {
        switch (value)
        {
            case FrontMatterScalar scalar when Address().IsMatch(scalar.Text):
                var name = Address().Replace(scalar.Text, "").Trim();
                return name.Length == 0 ? null : scalar with { Text = name, Kind = FrontMatterScalarKind.Text, Quoted = true };
            case FrontMatterList list:
                var items = list.Items.Select(Clean).OfType<FrontMatterValue>().ToList();
                return items.SequenceEqual(list.Items, ReferenceEqualityComparer.Instance) ? list : items.Count == 0 ? null : list with { Items = items };
            case FrontMatterMap map:
                var entries = map.Entries.Select(entry => (entry.Key, Value: Clean(entry.Value))).ToList();
                return entries.Zip(map.Entries).All(pair => ReferenceEquals(pair.First.Value, pair.Second.Value)) ? map
                    : map with { Entries = [.. entries.Where(entry => entry.Value is not null).Select(entry => KeyValuePair.Create(entry.Key, entry.Value!))] };
            default:
                return value;
        }
    }

    [GeneratedRegex(@"<[^<>@\s]+@[^<>\s]+>|^\s*[^<>@\s/:]+@[^<>@\s/:]+\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Address();
}
