using System.Globalization;
using Cms.Content;
using Cms.Content.Delivery;
using Cms.GraphQL.Fields;
using GraphQL;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL.Posts;

/// <summary>The fields that lead from a post to others.</summary>
internal static class PostNeighbourFields
{
    private const int DefaultRelated = 5;

    // Beside the posts that it answers, it looks at many more.
    private const int CostOfRelated = 5;

    public static void AddTo(PostType type)
    {
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<TranslationType>>>>("translations").Description("The same text in other languages.")
            .AssumeSize(2)
            .Resolve(context => context.Source.Translations);
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostType>>>>("related")
            .Description("The posts in its language that have most in common with it, the best first: what few posts share counts for more than what many do. Where too few share a tag, link, category or keyword, the words of the title find more.")
            .ArgumentWithDefault<IntGraphType, DeliveredPost, object>(
                "first", $"How many at most: 1 to {PublishedPosts.MostRelated}.", new GraphQLIntValue(DefaultRelated.ToString(CultureInfo.InvariantCulture)))
            .Costs(CostOfRelated)
            .Resolve(context => context.Store().Related(context.Source.Post.Id, CountOf(context), context.Operation().Parts.Of(context)));

        // Counted for as many as there may be: a popular post must not read more than that.
        type.Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostType>>>>("backlinks").Description($"Posts that link to this one, the newest first; {PublishedPosts.MostBacklinks} at most.")
            .AssumeSize(PublishedPosts.MostBacklinks)
            .Resolve(context => context.Store().Backlinks(context.Source.Post.Id, context.Operation().Parts.Of(context)));
        type.Field<PostType>("previous").Description("The post before it in time; null for the first.").Resolve(context => Next(context, neighbours => neighbours.Previous));
        type.Field<PostType>("next").Description("The post after it in time; null for the newest.").Resolve(context => Next(context, neighbours => neighbours.Next));
    }

    private static int CountOf(IResolveFieldContext context) => context.GetArgument<int?>("first") switch
    {
        null => DefaultRelated,
        { } count and >= 1 and <= PublishedPosts.MostRelated => count,
        { } count => throw new ContentException(new ContentError.InvalidParameter("first", $"1 to {PublishedPosts.MostRelated} related posts are found, and {count} were asked for.")),
    };

    private static object Next(IResolveFieldContext<DeliveredPost> context, Func<Neighbours, Guid?> choose)
    {
        var store = context.Store();
        var parts = context.Operation().Parts.Of(context);
        return store.Neighbours(context.Source.Post.Id, neighbours => choose(neighbours) is { } id ? store.Post(id, parts) : null);
    }
}
