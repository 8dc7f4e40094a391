using System.ComponentModel.DataAnnotations;

namespace Cms.Feeds;

/// <summary>The sitemap, bound from <c>Cms:Sitemap</c>.</summary>
internal sealed record SitemapOptions
{
    public const string Section = "Cms:Sitemap";

    // https://www.sitemaps.org/protocol.html takes no more.
    private const int Most = 50_000;

    /// <summary>How many addresses a file holds. Where there are more, <c>/sitemap.xml</c> names files of that many.</summary>
    [Range(1, Most)]
    public int Urls { get; init; } = Most;
}
