using Cms.Answers;
using Cms.Content.Previews;
using Cms.Rest.Queries;

namespace Cms.Rest.Previews;

/// <summary>A link that shows a post's working copy.</summary>
/// <param name="Url">For whoever is to see it; <c>.html</c>, <c>.md</c>, <c>.txt</c> or <c>.json</c> behind it chooses the form.</param>
/// <param name="By">The name of the key that made it.</param>
internal sealed record PreviewLinkResponse(Guid Id, string Url, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt, string By)
{
    public static PreviewLinkResponse From(PreviewLink link, HttpRequest request) =>
        new(link.Id, PreviewAddress.Of(request, link.Token), link.CreatedAt, link.ExpiresAt, link.By);
}

internal sealed record PreviewLinkPageResponse(IReadOnlyList<PreviewLinkResponse> Items, PageResponse Page);

/// <param name="ExpiresAt">When the link is to end.</param>
/// <param name="ExpiresIn">The same, in seconds from now.</param>
internal sealed record CreatePreviewLinkRequest(DateTimeOffset? ExpiresAt = null, int? ExpiresIn = null);
