using System.Text.Json.Nodes;
using Cms.Markdown.Liquid;

namespace Cms.Markdown.Templates;

/// <summary>What the templates of one post can name.</summary>
/// <param name="Site">What they can name in every post of the site.</param>
/// <param name="MakePage">Makes <see cref="Page"/>, which few posts ask for.</param>
public sealed record PostContext(SiteContext Site, Func<JsonObject> MakePage)
{
    private JsonObject? page;

    public PostContext(SiteContext site, JsonObject page)
        : this(site, () => page)
    {
    }

    public static PostContext Empty { get; } = new(SiteContext.Empty, []);

    /// <summary>What <c>page.*</c> answers: the post's front matter and address.</summary>
    public JsonObject Page => page ??= MakePage();

    /// <summary>The post's file within the site, with forward slashes; empty for a post that came from none.</summary>
    public string File { get; init; } = "";

    /// <summary>What templates call <c>now</c>. A moment of the post's own, so that it renders the same again.</summary>
    public DateTimeOffset Now { get; init; } = DateTimeOffset.UnixEpoch;

    /// <summary>A moment as templates know it: in the site's zone, in the form that their filters for dates read.</summary>
    public static string DateOf(DateTimeOffset moment, TimeZoneInfo zone) => JekyllDates.TextOf(TimeZoneInfo.ConvertTime(moment, zone));

    /// <summary>The posts that the text refers to and readers may see; others are left out of it.</summary>
    public IReadOnlyDictionary<PostReference, PostTarget> Posts { get; init; } = new Dictionary<PostReference, PostTarget>();
}

/// <param name="Path">The post's path on the site, with its leading slash, without the site's <c>baseurl</c>.</param>
public sealed record PostTarget(string Path, string Title);
