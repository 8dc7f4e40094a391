using Cms.Access;
using Cms.Content.Delivery;
using Cms.Content.History;
using Cms.Content.Previews;
using Cms.GraphQL.Drafts;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Previews;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.History;

/// <summary>The fields of a post that tell what it said before, and who may see its working copy, to those who may preview.</summary>
internal static class PostHistoryFields
{
    private const string NeedsKey = "With a key that may preview; null with the reason among the errors for any other.";

    // The whole log of the post is read for it.
    private const int RevisionCost = 10;

    // Of two such, and the texts are compared line by line.
    private const int DiffCost = 50;

    public static void AddTo(PostType type)
    {
        PageArguments.AddForward(type.Field<RevisionsConnectionType>("revisions"))
            .Description($"What has happened to the post, whichever copy this is, the newest first. {NeedsKey}")
            .Costs(RevisionCost)
            .ResolveAsync(async context =>
            {
                var (page, ct) = (PageArguments.Read(context), context.CancellationToken);
                return Connections.Of(await ReadAsync(context, history => history.ListAsync(IdOf(context), page.Limit, page.After, ct)), page);
            });
        type.Field<PostType>("atRevision").Description($"The post as it was at one of its revisions, with its terms as they are called today. {NeedsKey}").Costs(RevisionCost)
            .Argument<NonNullGraphType<IntGraphType>>("number", "The revision's number.")
            .ResolveAsync(async context =>
            {
                var ct = context.CancellationToken;
                return new DraftPost(await context.Operation().Writers.ReadAsync(
                    Scopes.Preview, async services => await services.Copies.ShowAsync(await services.History.FindAsync(IdOf(context), context.GetArgument<int>("number"), ct), ct), ct));
            });
        type.Field<RevisionDiffType>("diff").Description($"What is other between two revisions of the post. {NeedsKey}").Costs(DiffCost)
            .Argument<NonNullGraphType<IntGraphType>>("from", "The revision to start from.")
            .Argument<NonNullGraphType<IntGraphType>>("to", "The revision to compare it with.")
            .ResolveAsync(async context =>
            {
                var ct = context.CancellationToken;
                return await ReadAsync(context, async history => RevisionDiff.Between(
                    await history.FindAsync(IdOf(context), context.GetArgument<int>("from"), ct),
                    await history.FindAsync(IdOf(context), context.GetArgument<int>("to"), ct)));
            });
        type.Field<ListGraphType<NonNullGraphType<PreviewLinkType>>>("previewLinks")
            .Description($"The links that show its working copy to whoever holds them and that count, the oldest first, {PreviewLinks.MostOfPost} at most. {NeedsKey}")
            .Costs(RevisionCost)
            .AssumeSize(PreviewLinks.MostOfPost)
            .ResolveAsync(async context => await context.Operation().Writers.PreviewAsync(
                (services, request) => services.Previews.ListAsync(request, IdOf(context), context.CancellationToken), context.CancellationToken));
    }

    private static Guid IdOf(IResolveFieldContext<DeliveredPost> context) => context.Source.Post.Id;

    private static Task<T> ReadAsync<T>(IResolveFieldContext context, Func<PostHistory, Task<T>> ask) =>
        context.Operation().Writers.ReadAsync(Scopes.Preview, services => ask(services.History), context.CancellationToken);
}
