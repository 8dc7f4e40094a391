using Cms.Content.Delivery;
using Cms.GraphQL.Fields;
using GraphQL;
using GraphQL.Types;

namespace Cms.GraphQL.Posts;

/// <summary>The fields that lead from a post to others.</summary>
internal static class PostNeighbourFields
{
    // As many as there may be: a popular post must not read more than it was counted for.
    private const int MostBacklinks = 100;

    public static void AddTo(PostType type)
    {
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<TranslationType>>>>("translations").Description("The same text in other languages.")
            .AssumeSize(2)
            .Resolve(context => context.Source.Translations);
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostType>>>>("backlinks").Description($"Posts that link to this one, the newest first; {MostBacklinks} at most.")
            .AssumeSize(MostBacklinks)
            .Resolve(context => context.Store().Backlinks(context.Source.Post.Id, context.Operation().Parts.Of(context)));
        type.Field<PostType>("previous").Description("The post before it in time; null for the first.").Resolve(context => Next(context, neighbours => neighbours.Previous));
        type.Field<PostType>("next").Description("The post after it in time; null for the newest.").Resolve(context => Next(context, neighbours => neighbours.Next));
    }

    private static object Next(IResolveFieldContext<DeliveredPost> context, Func<Neighbours, Guid?> choose)
    {
        var store = context.Store();
        var parts = context.Operation().Parts.Of(context);
        return store.Neighbours(context.Source.Post.Id, neighbours => choose(neighbours) is { } id ? store.Post(id, parts) : null);
    }
}
