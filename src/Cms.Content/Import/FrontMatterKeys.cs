using System.Collections.Frozen;

namespace Cms.Content.Import;

/// <summary>
/// The keys of front matter that mean something to us; <c>schema/front-matter.schema.json</c> describes each to editors. A reader can take no other.
/// </summary>
internal static class FrontMatterKeys
{
    private static readonly FrozenSet<string> Known = All.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public static IReadOnlyList<string> All =>
    [
        "title", "date", "publishDate", "pubDate", "slug", "permalink", "url", "path", "layout", "published", "draft", "archived",
        "categories", "category", "tags", "tag", "keywords", "authors", "author", "by", "links",
        "description", "summary", "excerpt", "excerpt_separator", "image", "cover", "featuredImage", "featured_image",
        "canonical_url", "canonicalUrl", "canonical", "featured", "lang", "language", "locale", "translation_key", "translationKey", "ref",
        "unpublish_at", "unpublishAt", "modified", "last_modified_at", "updated", "lastmod", "last_modified", "redirect_from", "aliases",
    ];

    /// <summary>The key itself. One that is not in the list is a mistake of ours: it belongs there and into the schema.</summary>
    public static string Checked(string key) =>
        Known.Contains(key) ? key : throw new InvalidOperationException($"'{key}' is not among the keys of front matter that we say we understand.");
}
