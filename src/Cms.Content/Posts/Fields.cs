using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Cms.Content.Posts;

/// <summary>Front matter keys that have no property of their own, in the order of the file.</summary>
/// <param name="Json">A JSON object as text. Kept as text because PostgreSQL's jsonb sorts the keys of an object.</param>
[JsonConverter(typeof(FieldsJsonConverter))]
public sealed record Fields(string Json)
{
    public static Fields Empty { get; } = new("{}");

    /// <summary>Takes an object's members in their order.</summary>
    public static Fields From(JsonObject members) => members.Count == 0 ? Empty : new(members.ToJsonString(JsonSerializerOptions.Web));

    public JsonObject ToJsonObject() => JsonNode.Parse(Json)!.AsObject();

    private sealed class FieldsJsonConverter : JsonConverter<Fields>
    {
        public override Fields Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Fields value, JsonSerializerOptions options) => writer.WriteStringValue(value.Json);
    }
}
