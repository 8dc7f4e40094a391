using Cms.Content.Delivery;
using Cms.GraphQL.Filters;
using Cms.GraphQL.Paging;
using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;

namespace Cms.GraphQL.Posts;

internal sealed class PostsEdgeType() : EdgeType<PostType, DeliveredPost>("PostsEdge", "post");

internal sealed class PostsConnectionType() : ConnectionType<PostType, PostsEdgeType, DeliveredPost>("PostsConnection", "posts");

/// <summary>Pages of posts as connections.</summary>
internal static class PostConnections
{
    public static FieldBuilder<TSource, TReturn> AddArguments<TSource, TReturn>(FieldBuilder<TSource, TReturn> field) => PageArguments.Add(field)
        .Argument<ListGraphType<NonNullGraphType<PostSortInput>>>("order", "What they are sorted by: one entry, `[{ publishedAt: DESC }]` without it.");

    public static Connection<DeliveredPost> Of(PostPage page, Func<IResolveFieldContext, Task<object?>> count) =>
        new(page.Items, page.Cursors, page.HasNext, page.HasPrevious, count);
}
