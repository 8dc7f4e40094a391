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

    // As Jekyll has it: the front matter, and what Jekyll makes of it.
    private static JsonObject PageOf(PostContent content, string? file, TimeZoneInfo zone)
    {
        var page = content.Fields.ToJsonObject();
        page["title"] = content.Title;
        page["slug"] = content.Slug;
        page["url"] = content.Path;
        page["id"] = content.Path.EndsWith(".html", StringComparison.Ordinal) ? content.Path[..^".html".Length] : content.Path.TrimEnd('/');
        page["path"] = file;
        page["relative_path"] = file;
        page["collection"] = "posts";
        page["date"] = content.PublishedAt is { } date ? PostContext.DateOf(date, zone) : null;
        page["tags"] = new JsonArray([.. content.Tags.Select(tag => JsonValue.Create(tag))]);
        page["categories"] = new JsonArray([.. content.Categories.Select(category => JsonValue.Create(category))]);
        page["description"] = content.Description;
        page["lang"] = content.Language;
        page["image"] ??= content.Image?.Url;
        page["author"] ??= content.Authors is [var author, ..] ? author.Name : null;
        return page;
    }
}
