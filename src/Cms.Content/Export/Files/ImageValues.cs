using System.Text.Json.Nodes;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>A picture as front matter says it: an address, or a map where there is more to say.</summary>
internal static class ImageValues
{
    public static bool AreEqual(PostImage? one, PostImage? other) =>
        one is null || other is null ? one == other : one.Url == other.Url && JsonNode.DeepEquals(one.Details.ToJsonObject(), other.Details.ToJsonObject());

    /// <param name="written">What the key holds now: a map keeps its keys in their order.</param>
    public static FrontMatterValue? Of(PostImage? image, FrontMatterValue? written)
    {
        if (image is null)
        {
            return null;
        }

        var details = image.Details.ToJsonObject();
        if (written is not FrontMatterMap map)
        {
            return details.Count == 0 ? FrontMatterScalar.Of(image.Url) : new FrontMatterMap([KeyValuePair.Create<string, FrontMatterValue>("url", FrontMatterScalar.Of(image.Url)), .. Entries(details)]);
        }

        var key = PostImages.UrlKeyOf(map) ?? "url";
        List<KeyValuePair<string, FrontMatterValue>> entries = [];
        foreach (var entry in map.Entries)
        {
            if (string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase))
            {
                entries.Add(entry.Value.Text() == image.Url ? entry : KeyValuePair.Create<string, FrontMatterValue>(entry.Key, FrontMatterScalar.Of(image.Url)));
                key = "";
            }
            else if (details.Remove(entry.Key, out var detail))
            {
                entries.Add(JsonNode.DeepEquals(detail, entry.Value.ToJson()) ? entry : KeyValuePair.Create(entry.Key, FrontMatterValue.FromJson(detail)));
            }
        }

        if (key.Length > 0)
        {
            entries.Insert(0, KeyValuePair.Create<string, FrontMatterValue>(key, FrontMatterScalar.Of(image.Url)));
        }

        return new FrontMatterMap([.. entries, .. Entries(details)]);
    }

    private static IEnumerable<KeyValuePair<string, FrontMatterValue>> Entries(JsonObject details) =>
        details.Select(detail => KeyValuePair.Create(detail.Key, FrontMatterValue.FromJson(detail.Value)));
}
