using Cms.Answers;
using Cms.Content.Posts;
using Cms.Content.Previews;
using Cms.Hosting;
using Microsoft.Extensions.Options;

namespace Cms.GraphQL.Previews;

/// <summary>A preview link as its maker gets it.</summary>
internal sealed record MadePreviewLink(PreviewLink Link, string Url);

/// <summary>Makes, lists and ends preview links.</summary>
internal sealed class PreviewAccess(PreviewLinks links, IOptions<PreviewOptions> options, TimeProvider clock)
{
    public async Task<MadePreviewLink> CreateAsync(PostEdits edits, HttpRequest request, Guid postId, DateTimeOffset? expiresAt, int? expiresIn, CancellationToken ct)
    {
        var link = await links.CreateAsync(edits, postId, options.Value.ExpiryOf(expiresAt, expiresIn, clock.GetUtcNow()), ct);
        return Of(link, request);
    }

    /// <summary>Those of a post that count, the oldest first.</summary>
    public async Task<IReadOnlyList<MadePreviewLink>> ListAsync(HttpRequest request, Guid postId, CancellationToken ct) =>
        [.. (await links.ListAsync(postId, ct)).Select(link => Of(link, request))];

    public Task DeleteAsync(PostEdits edits, Guid postId, Guid linkId, CancellationToken ct) => links.DeleteAsync(edits, postId, linkId, ct);

    private static MadePreviewLink Of(PreviewLink link, HttpRequest request) => new(link, PreviewAddress.Of(request, link.Token));
}
