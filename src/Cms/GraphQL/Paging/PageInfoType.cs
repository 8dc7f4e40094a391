using GraphQL.Types;

namespace Cms.GraphQL.Paging;

internal sealed class PageInfoType : ObjectGraphType<IConnection>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Whether and how to go on from a page.";
        Field<NonNullGraphType<BooleanGraphType>>("hasNextPage").Description("Whether more follows behind `endCursor`.").Resolve(context => context.Source.HasNextPage);
        Field<NonNullGraphType<BooleanGraphType>>("hasPreviousPage").Description("Whether more stands before `startCursor`.").Resolve(context => context.Source.HasPreviousPage);
        Field<StringGraphType>("startCursor").Description("The first item's cursor, for `before`; null on an empty page.").Resolve(context => context.Source.StartCursor);
        Field<StringGraphType>("endCursor").Description("The last item's cursor, for `after`; null on an empty page.").Resolve(context => context.Source.EndCursor);
    }
}
