using System.Text;
using System.Text.Json.Nodes;
using Cms.Content.Delivery;
using Cms.Content.Posts;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.Rendering;

/// <summary>Says what of a post's front matter and address readers get, in every form.</summary>
internal sealed class PublicFields(IOptions<SiteOptions> site, PrivateFields hidden)
{
    // The characters of a path segment that stand for themselves (RFC 3986, section 3.3), and the slash between segments.
    private const string PathCharacters = "-._~!$&'()*+,;=:@/";

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
