using Cms.GraphQL.Fields;
using GraphQL.Types;

namespace Cms.GraphQL.Paging;

/// <summary>A connection: edges, nodes, page info and, where there is one, the total count.</summary>
internal abstract class ConnectionType<TNodeType, TEdgeType, T> : ObjectGraphType<Connection<T>>
    where TNodeType : IGraphType
    where TEdgeType : EdgeType<TNodeType, T>
{
    protected ConnectionType(string name, string items, bool isCounted = true)
    {
        Name = name;
        Description = $"A page of {items}.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TEdgeType>>>>("edges").Description($"The {items}, each with its cursor.")
            .AssumeSize(1).Resolve(context => context.Source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TNodeType>>>>("nodes").Description($"The {items}, for those who need no cursor of each.")
            .AssumeSize(1).Resolve(context => context.Source.Items);
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Whether and how to go on from here.").Costs(0).Resolve(context => context.Source);
        if (isCounted)
        {
            Field<NonNullGraphType<IntGraphType>>("totalCount").Description("How many there are on all pages. Counted only when it is asked for.")
                .Costs(1).ResolveAsync(context => context.Source.Count!(context));
        }
    }
}

/// <summary>An edge of a connection.</summary>
internal abstract class EdgeType<TNodeType, T> : ObjectGraphType<Edge<T>>
    where TNodeType : IGraphType
{
    protected EdgeType(string name, string item)
    {
        Name = name;
        Description = $"{(item[0] is 'a' or 'e' or 'i' or 'o' or 'u' ? "An" : "A")} {item} in its place on a page.";
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("The place, for `after` and `before`.").Resolve(context => context.Source.Cursor);
        Field<NonNullGraphType<TNodeType>>("node").Description($"The {item}.").Costs(0).Resolve(context => context.Source.Node);
    }
}
