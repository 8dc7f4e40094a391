using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A post's picture: an address, or a map that themes read in ways of their own.</summary>
internal static class PostImages
{
    private static readonly string[] UrlKeys = ["url", "path", "src", "feature", "image", "file", "teaser", "thumbnail", "thumb"];

    /// <summary>Null when the value names no address.</summary>
    public static PostImage? Read(FrontMatterValue value)
    {
        if (value is not FrontMatterMap map)
        {
            return value.Boolean() is null && value.Text() is { } url ? new(url, Fields.Empty) : null;
        }

        var key = UrlKeyOf(map);
        if (key is null)
        {
            return null;
        }

        var details = new JsonObject();
        foreach (var (name, detail) in map.Entries.Where(entry => !string.Equals(entry.Key, key, StringComparison.OrdinalIgnoreCase)))
        {
            details[name] = detail.ToJson();
        }

        return new(map[key].Text()!, Fields.From(details));
    }

    /// <summary>The key of a map that holds the address; null when none does.</summary>
    public static string? UrlKeyOf(FrontMatterMap map) => UrlKeys.FirstOrDefault(key => map[key].Text() is not null);
}
