using System.Collections.Frozen;

namespace Cms.Content.Posts;

/// <summary>
/// The keys of front matter that mean something to us; <c>schema/front-matter.schema.json</c> describes each to editors. A reader can take no other.
/// </summary>
internal static class FrontMatterKeys
{
    // Several names for one thing; the first that is understood counts.
    public static readonly string[] Date = ["date", "publishDate", "pubDate"];
    public static readonly string[] Modified = ["modified", "last_modified_at", "updated", "lastmod", "last_modified"];
    public static readonly string[] UnpublishAt = ["unpublish_at", "unpublishAt"];
    public static readonly string[] Authors = ["authors", "author", "by"];
    public static readonly string[] Description = ["description", "summary"];
    public static readonly string[] Image = ["image", "cover", "featuredImage", "featured_image"];
    public static readonly string[] CanonicalUrl = ["canonical_url", "canonicalUrl", "canonical"];
    public static readonly string[] Language = ["lang", "language", "locale"];
    public static readonly string[] TranslationKey = ["translation_key", "translationKey", "ref"];

    public static readonly IReadOnlyList<string> All =
    [
        "title", .. Date, "slug", "permalink", "url", "path", "layout", "published", "draft", "archived",
        "categories", "category", "tags", "tag", "keywords", .. Authors, "links", .. Description, "excerpt", "excerpt_separator", .. Image,
        .. CanonicalUrl, "featured", .. Language, .. TranslationKey, .. UnpublishAt, .. Modified, "redirect_from", "aliases",
    ];

    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a key means something to us, whatever its case.</summary>
    public static bool Contain(string key) => Known.Contains(key);

    /// <summary>The key itself. One that is not in the list is a mistake of ours: it belongs there and into the schema.</summary>
    public static string Checked(string key) =>
        Known.Contains(key) ? key : throw new InvalidOperationException($"'{key}' is not among the keys of front matter that we say we understand.");
}
