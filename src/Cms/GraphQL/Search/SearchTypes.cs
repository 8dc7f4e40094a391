using Cms.Content.Delivery;
using Cms.Content.Search;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Posts;
using Cms.GraphQL.Terms;
using GraphQL.Types;

namespace Cms.GraphQL.Search;

/// <summary>A page of what was found, seen as a connection.</summary>
internal sealed record SearchConnection(SearchPage Page) : IConnection
{
    public bool HasNextPage => Page.HasNext;

    public bool HasPreviousPage => Page.HasPrevious;

    public string? StartCursor => Page.Cursors.Count > 0 ? Page.Cursors[0] : null;

    public string? EndCursor => Page.Cursors.Count > 0 ? Page.Cursors[^1] : null;

    public IEnumerable<SearchEdge> Edges => Page.Items.Select((hit, index) => new SearchEdge(hit, Page.Cursors[index]));

    public IEnumerable<DeliveredPost> Nodes => Page.Items.Select(hit => hit.Post);
}

internal sealed record SearchEdge(SearchHit Hit, string Cursor);

internal sealed class SearchConnectionType : ObjectGraphType<SearchConnection>
{
    public SearchConnectionType()
    {
        Name = "SearchConnection";
        Description = "A page of the posts that a search found, the best first; of equal ones the newest.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SearchEdgeType>>>>("edges").Description("The posts, each with its cursor and the places that were hit.")
            .AssumeSize(1).Resolve(context => context.Source.Edges);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<PostType>>>>("nodes").Description("The posts alone.").AssumeSize(1).Resolve(context => context.Source.Nodes);
        Field<NonNullGraphType<PageInfoType>>("pageInfo").Description("Whether and how to go on from here.").Costs(0).Resolve(context => context.Source);
        Field<NonNullGraphType<SearchTotalType>>("total").Description("How many posts were found.").Costs(0).Resolve(context => context.Source.Page.Total);
        Field<NonNullGraphType<SearchFacetsType>>("facets").Description("How all that was found spreads.").Costs(0).Resolve(context => context.Source.Page.Facets);
        Field<StringGraphType>("suggestion").Description("The text without its slips; null when nothing is to be put right.").Resolve(context => context.Source.Page.Suggestion);
        Field<NonNullGraphType<IntGraphType>>("indexing")
            .Description("How many published posts the index does not have yet in their present form: right after an import it follows behind.")
            .Resolve(context => TermType.Count(context.Source.Page.Indexing));
    }
}

internal sealed class SearchEdgeType : ObjectGraphType<SearchEdge>
{
    public SearchEdgeType()
    {
        Name = "SearchEdge";
        Description = "A post in its place among those that were found.";
        Field<NonNullGraphType<StringGraphType>>("cursor").Description("The place, for `after`.").Resolve(context => context.Source.Cursor);
        Field<NonNullGraphType<PostType>>("node").Description("The post.").Costs(0).Resolve(context => context.Source.Hit.Post);
        Field<NonNullGraphType<FloatGraphType>>("score").Description("0 to 1: how well title, terms and the rest of what the post is about fit; 0 where only its text does.")
            .Resolve(context => context.Source.Hit.Score);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<SearchSnippetType>>>>("snippets").Description("The best place of each part that was hit.")
            .Costs(0).AssumeSize(1).Resolve(context => context.Source.Hit.Snippets);
    }
}

internal sealed class SearchSnippetType : ObjectGraphType<SearchSnippet>
{
    public SearchSnippetType()
    {
        Name = "SearchSnippet";
        Description = "A place that was hit.";
        Field<NonNullGraphType<StringGraphType>>("field").Description("`title`, `description` or `text`.").Resolve(context => context.Source.Field);
        Field<NonNullGraphType<StringGraphType>>("html").Description("Safe to insert: all is escaped but the `mark` around each hit.").Resolve(context => context.Source.Html);
    }
}

internal sealed class SearchTotalType : ObjectGraphType<SearchTotal>
{
    public SearchTotalType()
    {
        Name = "SearchTotal";
        Description = "How many posts were found.";
        Field<NonNullGraphType<IntGraphType>>("value").Description("The number, 10,000 at most.").Resolve(context => TermType.Count(context.Source.Value));
        Field<NonNullGraphType<BooleanGraphType>>("capped").Description("Whether there may be more: ranking and facets look at the newest 10,000.").Resolve(context => context.Source.Capped);
    }
}

internal sealed class SearchFacetsType : ObjectGraphType<SearchFacets>
{
    public SearchFacetsType()
    {
        Name = "SearchFacets";
        Description = "How all that was found spreads.";
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermFacetType>>>>("tags").Description("The commonest tags.").Costs(0).AssumeSize(1).Resolve(context => context.Source.Tags);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<TermFacetType>>>>("categories").Description("The commonest categories.").Costs(0).AssumeSize(1).Resolve(context => context.Source.Categories);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<YearFacetType>>>>("years").Description("The years, the newest first.").Costs(0).AssumeSize(1).Resolve(context => context.Source.Years);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<LanguageFacetType>>>>("languages").Description("The languages, the commonest first.").Costs(0).AssumeSize(1).Resolve(context => context.Source.Languages);
    }
}

internal sealed class TermFacetType : ObjectGraphType<TermFacet>
{
    public TermFacetType()
    {
        Name = "TermFacet";
        Description = "How many of the posts that were found carry a tag or are in a category.";
        Field<NonNullGraphType<StringGraphType>>("slug").Description("Its slug.").Resolve(context => context.Source.Slug);
        Field<NonNullGraphType<StringGraphType>>("name").Description("Its name.").Resolve(context => context.Source.Name);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many do.").Resolve(context => TermType.Count(context.Source.Count));
    }
}

internal sealed class YearFacetType : ObjectGraphType<YearFacet>
{
    public YearFacetType()
    {
        Name = "YearFacet";
        Description = "How many of the posts that were found are of a year.";
        Field<NonNullGraphType<IntGraphType>>("year").Description("By the posts' own calendar days.").Resolve(context => context.Source.Year);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many are.").Resolve(context => TermType.Count(context.Source.Count));
    }
}

internal sealed class LanguageFacetType : ObjectGraphType<LanguageFacet>
{
    public LanguageFacetType()
    {
        Name = "LanguageFacet";
        Description = "How many of the posts that were found are in a language.";
        Field<NonNullGraphType<StringGraphType>>("code").Description("As the posts write it.").Resolve(context => context.Source.Code);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many are.").Resolve(context => TermType.Count(context.Source.Count));
    }
}
