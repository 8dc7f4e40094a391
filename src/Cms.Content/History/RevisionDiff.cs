using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Content.Posts;
using Cms.Content.Posts.Prepared;

namespace Cms.Content.History;

/// <summary>What is other between two revisions of a post.</summary>
/// <param name="Markdown">A unified diff of the text; empty where it is the same.</param>
public sealed record RevisionDiff(IReadOnlyList<FieldDifference> Fields, string Markdown)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static RevisionDiff Between(Post before, Post after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        var old = Values(before);
        var values = Values(after);
        var names = values.Select(value => value.Key).Union(old.Select(value => value.Key), StringComparer.Ordinal);
        return new(
            [
                .. names.Where(name => !JsonNode.DeepEquals(old.GetValueOrDefault(name), values.GetValueOrDefault(name)))
                    .Select(name => new FieldDifference(name, old.GetValueOrDefault(name), values.GetValueOrDefault(name))),
            ],
            UnifiedDiff.Of(before.Content.Markdown, after.Content.Markdown, $"revision {before.Revision}", $"revision {after.Revision}"));
    }

    private static Dictionary<string, JsonNode?> Values(Post post)
    {
        var content = post.Content;
        Dictionary<string, JsonNode?> values = new(StringComparer.Ordinal)
        {
            ["title"] = content.Title,
            ["status"] = JsonNamingPolicy.CamelCase.ConvertName(post.Status.ToString()),
            ["slug"] = content.Slug,
            ["path"] = content.Path,
            ["language"] = content.Language,
            ["categories"] = Node(content.Categories),
            ["tags"] = Node(content.Tags),
            ["keywords"] = Node(content.Keywords),
            ["links"] = Node(content.Links),
            ["authors"] = Node(content.Authors),
            ["description"] = content.Description,
            ["image"] = ImageOf(content.Image),
            ["canonicalUrl"] = content.CanonicalUrl,
            ["featured"] = content.Featured,
            ["excerpt"] = content.Excerpt,
            ["publishedAt"] = Time(content.PublishedAt),
            ["publishAt"] = Time(post.PublishAt),
            ["unpublishAt"] = Time(post.UnpublishAt),
        };
        foreach (var (name, value) in content.Fields.ToJsonObject())
        {
            values[$"fields.{name}"] = value?.DeepClone();
        }

        return values;
    }

    private static JsonObject? ImageOf(PostImage? image)
    {
        if (image is null)
        {
            return null;
        }

        var properties = image.Details.ToJsonObject();
        properties["url"] = image.Url;
        return properties;
    }

    private static JsonNode? Time(DateTimeOffset? time) => time is { } moment ? PreparedPost.Time(moment) : null;

    private static JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json);
}

/// <param name="Name">As in the post's JSON; <c>fields.NAME</c> for a field of its front matter.</param>
/// <param name="Before">Null where there was none.</param>
/// <param name="After">Null where there is none any more.</param>
public sealed record FieldDifference(string Name, JsonNode? Before, JsonNode? After);
