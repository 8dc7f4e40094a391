using System.Text;
using System.Text.Json.Nodes;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.GraphQL.Posts;

/// <summary>Says what of a post's front matter and address readers get.</summary>
internal sealed class PublicFields(IOptions<SiteOptions> site, IOptions<DeliveryOptions> delivery)
{
    // The characters of a path segment that stand for themselves (RFC 3986, section 3.3), and the slash between segments.
    private const string PathCharacters = "-._~!$&'()*+,;=:@/";

    /// <summary>The path on the site, percent-encoded; null without <c>Cms:Site:BaseUrl</c>.</summary>
    public string? UrlOf(string path)
    {
        if (site.Value.BaseUrl is not { } baseUrl)
        {
            return null;
        }

        var url = new StringBuilder(baseUrl.TrimEnd('/'));
        foreach (var rune in path.EnumerateRunes())
        {
            var text = rune.ToString();
            var standsForItself = rune.IsAscii && (char.IsAsciiLetterOrDigit((char)rune.Value) || PathCharacters.Contains(text, StringComparison.Ordinal));
            url.Append(standsForItself ? text : Uri.EscapeDataString(text));
        }

        return url.ToString();
    }

    /// <summary>The fields without those that <c>Cms:Delivery:PrivateFields</c> names, at any depth, in their order.</summary>
    public IReadOnlyList<FieldValue> Of(Cms.Content.Posts.Fields fields)
    {
        if (fields.Json == Cms.Content.Posts.Fields.Empty.Json)
        {
            return [];
        }

        var members = fields.ToJsonObject();
        RemovePrivate(members);
        return [.. members.Select(member => new FieldValue(member.Key, member.Value))];
    }

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
                    if (delivery.Value.IsPrivate(name))
                    {
                        members.Remove(name);
                    }
                    else
                    {
                        RemovePrivate(value);
                    }
                }

                break;
        }
    }
}

/// <summary>A front matter key and its value.</summary>
internal sealed record FieldValue(string Name, JsonNode? Value);
