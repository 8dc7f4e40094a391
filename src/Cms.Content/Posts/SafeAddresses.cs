using Cms.Markdown.Html;

namespace Cms.Content.Posts;

/// <summary>Keeps addresses that run something (<c>javascript:</c>, <c>data:</c>) from readers. The working copy, and so the exported file, has them still.</summary>
internal static class SafeAddresses
{
    public static PostContent In(PostContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return content with
        {
            Links = content.Links.Any(link => !IsSafe(link.Url)) ? [.. content.Links.Select(link => IsSafe(link.Url) ? link : link with { Url = null })] : content.Links,
            Authors = content.Authors.Any(author => !IsSafe(author.Url)) ? [.. content.Authors.Select(author => IsSafe(author.Url) ? author : author with { Url = null })] : content.Authors,
            Image = content.Image is { } image && !SafeUrl.IsAllowed(image.Url, isImage: true) ? null : content.Image,
            CanonicalUrl = IsSafe(content.CanonicalUrl) ? content.CanonicalUrl : null,
        };
    }

    private static bool IsSafe(string? url) => url is null || SafeUrl.IsAllowed(url, isImage: false);
}
