using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Content.Posts.Prepared;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Rendering;

/// <summary>Says what of a post's front matter and address readers get, in every form.</summary>
internal sealed class PublicFields(IOptions<SiteOptions> site, PrivateFields hidden)
{
    // The characters of a path segment that stand for themselves (RFC 3986, section 3.3), and the slash between segments.
    private const string PathCharacters = "-._~!$&'()*+,;=:@/";

    /// <summary>Whether posts have addresses on the site: whether <c>Cms:Site:BaseUrl</c> is set.</summary>
    public bool HasUrls => site.Value.BaseUrl is not null;

    /// <summary>A decoded path, percent-encoded.</summary>
    public static string EncodePath(string path)
    {
        var encoded = new StringBuilder(path.Length);
        foreach (var rune in path.EnumerateRunes())
        {
            var text = rune.ToString();
            var standsForItself = rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || PathCharacters.Contains(text, StringComparison.Ordinal));
            encoded.Append(standsForItself ? text : Uri.EscapeDataString(text));
        }

        return encoded.ToString();
    }

    /// <summary>The address of a path on the site, percent-encoded; null without <c>Cms:Site:BaseUrl</c>.</summary>
    public string? UrlOf(string path) => site.Value.BaseUrl is { } baseUrl ? baseUrl.TrimEnd('/') + EncodePath(path) : null;

    /// <summary>The fields without those that <c>Cms:Delivery:PrivateFields</c> names, at any depth, in their order.</summary>
    public JsonObject Of(Fields fields)
    {
        if (fields.Json == Fields.Empty.Json)
        {
            return [];
        }

        var members = fields.ToJsonObject();
        RemovePrivate(members);
        return members;
    }

    /// <summary>A picture as one object: its address, and its details without the private ones.</summary>
    public JsonObject ImageOf(PostImage image)
    {
        var properties = new JsonObject { ["url"] = image.Url };
        foreach (var (name, value) in Of(image.Details))
        {
            properties.TryAdd(name, value?.DeepClone());
        }

        return properties;
    }

    /// <summary>A prepared post's fields without the private ones.</summary>
    public JsonObject Of(PreparedPost post)
    {
        var members = JsonNode.Parse(post[PostMember.Fields])!.AsObject();
        RemovePrivate(members);
        return members;
    }

    /// <summary>Writes prepared fields without the private ones: copied as they are where there are none of those.</summary>
    public void Write(Utf8JsonWriter writer, ReadOnlySpan<byte> fields)
    {
        if (AreAllPublic(fields))
        {
            writer.WriteRawValue(fields, skipInputValidation: true);
            return;
        }

        var members = JsonNode.Parse(fields);
        RemovePrivate(members);
        members!.WriteTo(writer);
    }

    /// <summary>Whether readers may see all keys of a JSON object, at any depth.</summary>
    public bool AreAllPublic(ReadOnlySpan<byte> json)
    {
        var reader = new Utf8JsonReader(json);
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName && !IsPublic(reader.GetString()!))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether readers may see a key of front matter.</summary>
    public bool IsPublic(string key) => !hidden.Has(key);

    private void RemovePrivate(JsonNode? node)
    {
        switch (node)
        {
            case JsonArray array:
                foreach (var item in array)
                {
                    RemovePrivate(item);
                }

                break;
            case JsonObject members:
                foreach (var (name, value) in members.ToList())
                {
                    if (IsPublic(name))
                    {
                        RemovePrivate(value);
                    }
                    else
                    {
                        members.Remove(name);
                    }
                }

                break;
        }
    }
}
