using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>Links as a list of maps, in the shape that the file has already: <c>- label: address</c>, or the parts by name.</summary>
internal static class LinkValues
{
    /// <param name="written">What the key holds now, which was read as <paramref name="found"/>.</param>
    /// <param name="isWrittenOut">Whether to name the parts, because the short form was not understood.</param>
    public static FrontMatterValue? Of(IReadOnlyList<PostLink> links, FrontMatterValue? written, IReadOnlyList<PostLink> found, bool isWrittenOut)
    {
        var items = written is FrontMatterList list && list.Items.Count == found.Count ? list.Items : [];
        var shape = items.OfType<FrontMatterMap>().Select(ShapeOf).FirstOrDefault(shape => shape is not null) ?? (isWrittenOut ? ("name", "url") : null);
        return links.Count == 0 ? null : new FrontMatterList([.. links.Select(link => Known(link) ?? Item(link, shape))]);

        FrontMatterValue? Known(PostLink link)
        {
            var at = items.Count == 0 ? -1 : found.ToList().IndexOf(link);
            return at < 0 ? null : items[at];
        }
    }

    private static FrontMatterMap Item(PostLink link, (string Name, string Url)? shape)
    {
        // With an address, a label that is called like a part would be taken for one.
        var parts = link.Url is null ? null : shape ?? (LinkShapes.UrlKeys.Contains(link.Name, StringComparer.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(link.Name) ? ("name", "url") : null);
        var url = link.Url is null ? FrontMatterScalar.Null : FrontMatterScalar.Of(link.Url);
        return parts is { } keys
            ? new([KeyValuePair.Create<string, FrontMatterValue>(keys.Name, FrontMatterScalar.Of(link.Name)), KeyValuePair.Create<string, FrontMatterValue>(keys.Url, url)])
            : new([KeyValuePair.Create<string, FrontMatterValue>(link.Name, url)]);
    }

    private static (string Name, string Url)? ShapeOf(FrontMatterMap map) =>
        KeyIn(map, LinkShapes.NameKeys) is { } name && KeyIn(map, LinkShapes.UrlKeys) is { } url ? (name, url) : null;

    private static string? KeyIn(FrontMatterMap map, string[] keys) =>
        map.Entries.Select(entry => entry.Key).FirstOrDefault(key => keys.Contains(key, StringComparer.OrdinalIgnoreCase));
}
