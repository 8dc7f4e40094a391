using System.Text.Json.Nodes;
using Cms.Content.Sources;
using Cms.Markdown.Templates;

namespace Cms.Content.Posts;

/// <summary>What the templates in a post's text can name.</summary>
public static class PostTemplates
{
    // A blog uses one of them, and which is not kept.
    private static readonly string[] ModifiedKeys = ["modified", "last_modified_at", "updated", "lastmod", "last_modified"];

    /// <param name="file">The post's file within its source; null for a post made in the store.</param>
    /// <param name="now">What the text calls now: when its copy was stored.</param>
    public static PostContext ContextOf(SourceRendering source, PostContent content, string? file, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(content);
        return new(source.Site, () => PageOf(content, file, source.Site.Zone)) { File = file ?? "", Now = now };
    }

    // As Jekyll has it: the front matter, and what Jekyll makes of it. Keys that are understood are written as most blogs write them.
    private static JsonObject PageOf(PostContent content, string? file, TimeZoneInfo zone)
    {
        var page = content.Fields.ToJsonObject();
        page["title"] = content.Title;
        page["slug"] = content.Slug;
        page["url"] = content.Path;
        page["id"] = content.Path.EndsWith(".html", StringComparison.Ordinal) ? content.Path[..^".html".Length] : content.Path.TrimEnd('/');
        page["path"] = file;
        page["relative_path"] = file;
        page["name"] = System.IO.Path.GetFileName(file);
        page["ext"] = System.IO.Path.GetExtension(file);
        page["collection"] = "posts";
        page["draft"] = false;
        page["published"] = true;
        page["date"] = content.PublishedAt is { } date ? PostContext.DateOf(date, zone) : null;
        page["tags"] = ListOf(content.Tags);
        page["categories"] = ListOf(content.Categories);
        page["category"] = content.Categories is [var first, ..] ? first : null;
        page["keywords"] = content.Keywords.Count > 0 ? ListOf(content.Keywords) : null;
        page["description"] = content.Description;
        page["lang"] = content.Language;
        page["image"] ??= content.Image is { } image ? ImageOf(image) : null;
        page["author"] ??= content.Authors is [var author, ..] ? author.Name : null;
        page["links"] ??= content.Links.Count > 0 ? new JsonArray([.. content.Links.Select(link => new JsonObject { [link.Name] = link.Url })]) : null;
        page["excerpt"] = content.Excerpt;
        page["canonical_url"] ??= content.CanonicalUrl;
        page["featured"] ??= content.Featured ? true : null;
        foreach (var key in ModifiedKeys)
        {
            page[key] ??= content.ModifiedAt is { } modified ? PostContext.DateOf(modified, zone) : null;
        }

        return page;
    }

    private static JsonArray ListOf(IReadOnlyList<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    // What the file called the address within a map is not kept; these are what themes ask for.
    private static JsonNode ImageOf(PostImage image)
    {
        var map = image.Details.ToJsonObject();
        if (map.Count == 0)
        {
            return image.Url;
        }

        foreach (var key in (string[])["path", "url", "src"])
        {
            map[key] = image.Url;
        }

        return map;
    }
}
