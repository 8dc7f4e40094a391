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

/// <summary>Who asks. There are no keys yet, so nobody is known.</summary>
internal sealed record Viewer(string Name, IReadOnlyList<string> Scopes);

internal sealed class ViewerType : ObjectGraphType<Viewer>
{
    public ViewerType()
    {
        Name = "Viewer";
        Description = "The key that a request comes with.";
        Field<NonNullGraphType<StringGraphType>>("name").Description("What the key is called.").Resolve(context => context.Source.Name);
        Field<NonNullGraphType<ListGraphType<NonNullGraphType<StringGraphType>>>>("scopes").Description("What it may do.").Resolve(context => context.Source.Scopes);
    }
}
