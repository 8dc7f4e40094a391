using System.Text.Json.Nodes;
using Cms.Content.Sources;
using Cms.Markdown.Templates;

namespace Cms.Content.Posts;

/// <summary>What the templates in a post's text can name.</summary>
public static class PostTemplates
{
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
        page["name"] = Path.GetFileName(file);
        page["ext"] = Path.GetExtension(file);
        page["collection"] = "posts";
        page["draft"] = false;
        page["published"] = true;
        page["date"] = content.PublishedAt is { } date ? PostContext.DateOf(date, zone) : null;
        page["tags"] = ListOf(content.Tags);
        page["categories"] = ListOf(content.Categories);
        page["category"] = content.Categories is [var first, ..] ? first : null;
        page["keywords"] = content.Keywords.Count > 0 ? ListOf(content.Keywords) : null;
        page["author"] ??= content.Authors is [var author, ..] ? author.Name : null;
        page["links"] ??= content.Links.Count > 0 ? new JsonArray([.. content.Links.Select(link => new JsonObject { [link.Name] = link.Url })]) : null;
        page["excerpt"] = content.Excerpt;
        page["featured"] ??= content.Featured ? true : null;
        Say(page, FrontMatterKeys.Description, () => content.Description);
        Say(page, FrontMatterKeys.Language, () => content.Language);
        Say(page, FrontMatterKeys.CanonicalUrl, () => content.CanonicalUrl);
        Say(page, FrontMatterKeys.Image, () => content.Image is { } image ? ImageOf(image) : null);
        Say(page, FrontMatterKeys.Modified, () => content.ModifiedAt is { } modified ? PostContext.DateOf(modified, zone) : null);
        return page;
    }

    // Which of its names a blog uses is not kept.
    private static void Say(JsonObject page, IEnumerable<string> keys, Func<JsonNode?> value)
    {
        foreach (var key in keys)
        {
            page[key] ??= value();
        }
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
