using Cms.Content;
using Cms.Content.Delivery;
using Cms.GraphQL.Filters;
using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;

namespace Cms.GraphQL.Paging;

/// <summary>The arguments of connections, by the Relay specification.</summary>
/// <param name="Limit">How many items, from the front or from the end.</param>
internal sealed record PageArguments(int Limit, string? After, string? Before, bool FromEnd)
{
    public static FieldBuilder<TSource, TReturn> AddForward<TSource, TReturn>(FieldBuilder<TSource, TReturn> field) => field
        .Argument<IntGraphType>("first", $"How many of the items, from the front: 1 to {PostQuery.MaximumLimit}. {PostQuery.DefaultLimit} without it.")
        .Argument<StringGraphType>("after", "A cursor: only what follows behind its item.");

    public static FieldBuilder<TSource, TReturn> Add<TSource, TReturn>(FieldBuilder<TSource, TReturn> field) => AddForward(field)
        .Argument<IntGraphType>("last", $"How many of the items, from the end: 1 to {PostQuery.MaximumLimit}. Not together with `first`.")
        .Argument<StringGraphType>("before", "A cursor: only what stands before its item.");

    /// <exception cref="ContentException">A size out of range, or two of them.</exception>
    public static PageArguments Read(IResolveFieldContext context)
    {
        var first = context.GetArgument<int?>("first");
        var last = context.GetArgument<int?>("last");
        if (first is not null && last is not null)
        {
            throw new ContentException(new ContentError.InvalidParameter("last", "'first' and 'last' together have no meaning. Give one of them."));
        }

        var limit = first ?? last ?? PostQuery.DefaultLimit;
        return limit is >= 1 and <= PostQuery.MaximumLimit
            ? new PageArguments(limit, context.GetArgument<string?>("after"), context.GetArgument<string?>("before"), last is not null)
            : throw new ContentException(new ContentError.InvalidParameter(
                last is null ? "first" : "last", $"A page holds 1 to {PostQuery.MaximumLimit} items, and {limit} were asked for."));
    }

    /// <summary>The question for a page of posts.</summary>
    public static PostQuery ReadPostQuery(IResolveFieldContext context)
    {
        var page = Read(context);
        return new PostQuery
        {
            Filter = context.GetArgument<PostFilter?>("where"),
            Sort = PostSortInput.Read(context),
            Limit = page.Limit,
            After = page.After,
            Before = page.Before,
            FromEnd = page.FromEnd,
            Parts = context.Operation().Parts.Of(context),
            HasPlace = context.Operation().Place is not null,
        };
    }
}
