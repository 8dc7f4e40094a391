using System.Text.Json.Nodes;
using Cms.Markdown.Liquid;
using Fluid.Values;

namespace Cms.Markdown.Templates;

/// <summary>What the templates of a site can name, the same for all its posts. Thread-safe; make one for a site and keep it.</summary>
public sealed class SiteContext
{
    private readonly Lazy<FluidValue> value;

    /// <param name="configuration">What <c>site.*</c> answers. Must not be changed any more.</param>
    /// <param name="data">What <c>site.data.*</c> answers. Must not be changed any more.</param>
    /// <param name="includes">Texts to include, by the path that a tag names; those of <c>include_relative</c> by their path within the site.</param>
    /// <param name="pages">Addresses of pages that say them themselves, by the pages' paths within the site.</param>
    public SiteContext(
        JsonObject configuration, JsonObject? data = null, IReadOnlyDictionary<string, string>? includes = null, IReadOnlyDictionary<string, string>? pages = null)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        Includes = includes ?? new Dictionary<string, string>(StringComparer.Ordinal);
        Pages = pages ?? new Dictionary<string, string>(StringComparer.Ordinal);
        BaseUrl = TextOf(configuration["baseurl"]);
        Url = TextOf(configuration["url"]);
        Permalink = TextOf(configuration["permalink"]);
        Zone = TextOf(configuration["timezone"]) is { Length: > 0 } name && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : TimeZoneInfo.Utc;
        value = new(() => new SiteValue(JsonValues.Of(configuration), JsonValues.Of(data ?? [])));
    }

    public static SiteContext Empty { get; } = new([]);

    public IReadOnlyDictionary<string, string> Includes { get; }

    internal IReadOnlyDictionary<string, string> Pages { get; }

    /// <summary>The site's zone; UTC where it names none.</summary>
    public TimeZoneInfo Zone { get; }

    internal string BaseUrl { get; }

    internal string Url { get; }

    /// <summary>How the site forms its addresses: a style or a pattern of Jekyll's; empty where it does not say.</summary>
    internal string Permalink { get; }

    internal FluidValue Value => value.Value;

    private static string TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
