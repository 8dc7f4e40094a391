using Cms.Access;
using Cms.Content.Delivery;
using Cms.GraphQL.Terms;
using GraphQL.Types;

namespace Cms.GraphQL.Overviews;

internal sealed class ArchiveMonthType : ObjectGraphType<ArchiveMonth>
{
    public ArchiveMonthType()
    {
        Name = "ArchiveMonth";
        Description = "A month that has published posts.";
        Field<NonNullGraphType<IntGraphType>>("year").Description("The year.").Resolve(context => context.Source.Year);
        Field<NonNullGraphType<IntGraphType>>("month").Description("1 to 12.").Resolve(context => context.Source.Month);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many posts were published in it.").Resolve(context => TermType.Count(context.Source.Count));
    }
}

internal sealed class LanguageType : ObjectGraphType<LanguageCount>
{
    public LanguageType()
    {
        Name = "Language";
        Description = "A language that published posts are written in.";
        Field<NonNullGraphType<StringGraphType>>("code").Description("As the posts write it, such as `de` or `pt-br`.").Resolve(context => context.Source.Code);
        Field<NonNullGraphType<IntGraphType>>("count").Description("How many posts are written in it.").Resolve(context => TermType.Count(context.Source.Count));
    }
}

/// <summary>Who asks.</summary>
internal sealed class ViewerType : ObjectGraphType<Caller>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "The key or token that a request comes with.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("What the key is called, or the token's subject.").Resolve(context => context.Source.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("scopes").Description("All that it may, what its scopes imply among it.").Resolve(context => context.Source.Scopes);
    }
}
