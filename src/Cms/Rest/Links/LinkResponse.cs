using Cms.Content.Links;
using Cms.Rest.Queries;

namespace Cms.Rest.Links;

/// <summary>An address that published posts link to.</summary>
/// <param name="Host">In lower case; null for a path of the site's own.</param>
/// <param name="Count">How many published posts carry it.</param>
/// <param name="Posts">Those posts, the newest first, at most 100.</param>
internal sealed record LinkResponse(Guid Id, string Url, string? Host, long Count, IReadOnlyList<LinkCarrierResponse> Posts)
{
    public static LinkResponse From(Link link, IEnumerable<LinkCarrier> carriers) =>
        new(link.Id, link.Url, link.Host, link.Count, [.. carriers.Select(carrier => new LinkCarrierResponse(carrier.Slug, carrier.Name, carrier.Place))]);
}

/// <param name="Name">What the post calls the link; may be empty in a body.</param>
/// <param name="Place">Whether it stands in the front matter or in the body.</param>
internal sealed record LinkCarrierResponse(string Slug, string Name, LinkPlace Place);

internal sealed record LinkPageResponse(IReadOnlyList<LinkResponse> Items, PageResponse Page);
