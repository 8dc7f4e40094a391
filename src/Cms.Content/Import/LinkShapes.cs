using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>
/// Front matter's <c>links</c>: Jekyll knows no such key, so each blog writes them its own way. Addresses are kept as written; which schemes readers
/// get to see is decided on the way out.
/// </summary>
internal static class LinkShapes
{
    private static readonly string[] UrlKeys = ["url", "href", "link"];
    private static readonly string[] NameKeys = ["title", "name", "label", "text"];

    public static IReadOnlyList<PostLink> Read(FrontMatterValue? value) => value switch
    {
        null => [],
        FrontMatterScalar scalar => Bare(scalar) is { } link ? [link] : [],
        FrontMatterMap map => OfMap(map),
        FrontMatterList list when AsPair(list) is { } pair => [pair],
        FrontMatterList list => [.. list.Items.SelectMany(Read)],
        _ => [],
    };

    private static IReadOnlyList<PostLink> OfMap(FrontMatterMap map)
    {
        var url = First(map, UrlKeys);
        var name = First(map, NameKeys);

        // With one key alone, 'link: http://…' is as good as any label, but nobody names a link 'url'.
        if (url is not null && (name is not null || map.Entries.Count == 1))
        {
            return [new(name ?? url, url)];
        }

        return [.. map.Entries.SelectMany(entry => Labelled(entry.Key.Trim(), entry.Value))];
    }

    private static IReadOnlyList<PostLink> Labelled(string label, FrontMatterValue value) => value switch
    {
        FrontMatterMap map when First(map, UrlKeys) is { } url => [new(First(map, NameKeys) ?? label, url)],
        FrontMatterMap or FrontMatterList => Read(value),
        _ => value.Text() is { } url ? [new(label.Length == 0 ? url : label, url)] : label.Length == 0 ? [] : [new(label, null)],
    };

    // [label, address]: only with an address, else it is a list of two labels.
    private static PostLink? AsPair(FrontMatterList list) =>
        list.Items is [FrontMatterScalar label, FrontMatterScalar url] && label.Text() is { } name && url.Text() is { } address
        && LooksLikeAddress(address) && !LooksLikeAddress(name)
            ? new(name, address)
            : null;

    private static PostLink? Bare(FrontMatterScalar scalar) =>
        scalar.Text() is { } text ? new(text, LooksLikeAddress(text) ? text : null) : null;

    private static string? First(FrontMatterMap map, string[] keys) => keys.Select(key => map[key].Text()).FirstOrDefault(text => text is not null);

    private static bool LooksLikeAddress(string text) =>
        !text.Any(char.IsWhiteSpace)
        && (text.Contains("://", StringComparison.Ordinal)
            || text.StartsWith('/')
            || text.StartsWith('#')
            || text.StartsWith("./", StringComparison.Ordinal)
            || text.StartsWith("../", StringComparison.Ordinal)
            || text.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase));
}
