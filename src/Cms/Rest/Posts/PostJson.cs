using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Content.Posts;

namespace Cms.Rest.Posts;

/// <summary>A post's content as the JSON that a writer would send for it, without its slug and path, which stay unless they are named.</summary>
internal static class PostJson
{
    public static JsonObject Of(PostContent content)
    {
        var json = new JsonObject
        {
            ["title"] = content.Title,
            ["markdown"] = content.Markdown,
            ["categories"] = Texts(content.Categories),
            ["tags"] = Texts(content.Tags),
            ["keywords"] = Texts(content.Keywords),
            ["links"] = new JsonArray([.. content.Links.Select(link => new JsonObject { ["name"] = link.Name, ["url"] = link.Url })]),
            ["authors"] = new JsonArray([.. content.Authors.Select(author => new JsonObject { ["name"] = author.Name, ["url"] = author.Url, ["email"] = author.Email })]),
            ["featured"] = content.Featured,
            ["fields"] = content.Fields.ToJsonObject(),
        };
        Add("language", content.Language);
        Add("description", content.Description);
        Add("image", content.Image is { } image ? ImageOf(image) : null);
        Add("canonicalUrl", content.CanonicalUrl);
        Add("excerpt", content.Excerpt);
        Add("publishedAt", content.PublishedAt is { } time ? JsonSerializer.SerializeToNode(time, JsonSerializerOptions.Web) : null);
        return json;

        void Add(string name, JsonNode? value)
        {
            if (value is not null)
            {
                json[name] = value;
            }
        }
    }

    public static JsonObject ImageOf(PostImage image)
    {
        var properties = new JsonObject { ["url"] = image.Url };
        foreach (var (name, value) in image.Details.ToJsonObject())
        {
            properties.TryAdd(name, value?.DeepClone());
        }

        return properties;
    }

    private static JsonArray Texts(IReadOnlyList<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);
}

/// <summary>RFC 7396.</summary>
internal static class JsonMergePatch
{
    public static void Apply(JsonObject target, JsonObject patch)
    {
        foreach (var (name, value) in patch)
        {
            switch (value)
            {
                case null:
                    target.Remove(name);
                    break;
                case JsonObject members:
                    var merged = target[name] as JsonObject ?? [];
                    Apply(merged, members);
                    if (merged.Parent is null)
                    {
                        target[name] = merged;
                    }

                    break;
                default:
                    target[name] = value.DeepClone();
                    break;
            }
        }
    }
}
