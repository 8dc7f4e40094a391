using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Content.Storage;

namespace Cms.Content.Posts.BulkWriting;

/// <summary>Writes a post's event and documents as Marten would. The content, which stands in its event and again in its working copy, is made JSON once for both.</summary>
internal static class PostChangeJson
{
    private static readonly JsonSerializerOptions Options = new(DocumentJson.Options) { Converters = { new ContentOnce() } };

    public static byte[] Write(object value) => JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Options);

    private sealed class ContentOnce : JsonConverter<PostContent>
    {
        [ThreadStatic]
        private static PostContent? last;

        [ThreadStatic]
        private static byte[]? json;

        public override PostContent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<PostContent>(ref reader, DocumentJson.Options);

        public override void Write(Utf8JsonWriter writer, PostContent value, JsonSerializerOptions options)
        {
            if (json is null || !ReferenceEquals(last, value))
            {
                (last, json) = (value, JsonSerializer.SerializeToUtf8Bytes(value, DocumentJson.Options));
            }

            writer.WriteRawValue(json, skipInputValidation: true);
        }
    }
}
