using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Cms.Content.Storage;

namespace Cms.Content.Posts;

/// <summary>What a change made of a post's content: the properties that are other now, with their new values.</summary>
/// <param name="Properties">By their names in <see cref="PostContent"/>, in camelCase; null for one that was taken away.</param>
[JsonConverter(typeof(ContentChangesConverter))]
public sealed record ContentChanges(JsonObject Properties)
{
    public bool IsEmpty => Properties.Count == 0;

    public static ContentChanges Between(PostContent before, PostContent after)
    {
        var old = ToJson(before);
        var changed = new JsonObject();
        foreach (var (name, value) in ToJson(after))
        {
            if (!old.Remove(name, out var was) || !JsonNode.DeepEquals(was, value))
            {
                changed[name] = value?.DeepClone();
            }
        }

        foreach (var (name, _) in old)
        {
            changed[name] = null;
        }

        return new(changed);
    }

    public bool Has(string property) => Properties.ContainsKey(property);

    public PostContent ApplyTo(PostContent content)
    {
        var changed = ToJson(content);
        foreach (var (name, value) in Properties)
        {
            if (value is null)
            {
                changed.Remove(name);
            }
            else
            {
                changed[name] = value.DeepClone();
            }
        }

        return changed.Deserialize<PostContent>(DocumentJson.Options)!;
    }

    private static JsonObject ToJson(PostContent content) => JsonSerializer.SerializeToNode(content, DocumentJson.Options)!.AsObject();

    private sealed class ContentChangesConverter : JsonConverter<ContentChanges>
    {
        public override ContentChanges Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            new(JsonNode.Parse(ref reader)!.AsObject());

        public override void Write(Utf8JsonWriter writer, ContentChanges value, JsonSerializerOptions options) => value.Properties.WriteTo(writer, options);
    }
}
