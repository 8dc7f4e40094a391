using Cms.Access;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Previews;

namespace Cms.GraphQL.Mutations;

internal sealed partial class Mutation
{
    private void AddPreviews()
    {
        Add<PreviewLinkChange>(
            "createPreviewLink",
            "Makes a link that shows a post's working copy, and nothing else, to whoever holds it.",
            NeededScopes.AnyOf(Scopes.Preview),
            PreviewLinkInput.ToCreate(),
            [typeof(PostNotFoundErrorType), typeof(TrashedPostErrorType), typeof(TooManyPreviewLinksErrorType), typeof(InvalidExpiryErrorType)],
            async (context, given) => await context.Operation().Writers.ChangePreviewsAsync(
                (previews, request, edits) => previews.CreateAsync(
                    edits, request, given.PostId, (DateTimeOffset?)given.Members.Value("expiresAt"), (int?)given.Members.Value("expiresIn"), context.CancellationToken),
                context.CancellationToken),
            PayloadType.Of<PreviewLinkType>("previewLink", "The link; null where none was made."));
        Add<PreviewLinkChange>(
            "deletePreviewLink",
            "Ends a preview link at once.",
            NeededScopes.AnyOf(Scopes.Preview),
            PreviewLinkInput.ToDelete(),
            [typeof(PreviewLinkNotFoundErrorType)],
            async (context, given) => await context.Operation().Writers.ChangePreviewsAsync(
                async (previews, _, edits) =>
                {
                    var link = (Guid)given.Members["link"]!;
                    await previews.DeleteAsync(edits, given.PostId, link, context.CancellationToken);
                    return link;
                },
                context.CancellationToken),
            PayloadType.Of<UuidType>("link", "The UUID of the link that has ended; null where nothing was done."));
    }
}
