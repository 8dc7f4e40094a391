using Cms.Content.Delivery;
using Cms.Content.Search;
using Cms.GraphQL.Fields;
using Cms.GraphQL.Filters;
using Cms.GraphQL.Paging;
using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;

namespace Cms.GraphQL.Search;

/// <summary>The field <c>search</c>.</summary>
internal static class SearchField
{
    private const int Cost = 50;

    public static void Define(FieldBuilder<object?, object> field) =>
        PageArguments.AddForward(field.Description("Searches published posts. Each is found by its own language's word forms, and with umlauts and accents written either way.").Costs(Cost))
            .Argument<NonNullGraphType<StringGraphType>>(
                "text", "All words have to be found, in any form; \"quotes\" hold a phrase, `or` joins its two neighbours, `-word` excludes, and the last word may be a beginning.")
            .Argument<StringGraphType>("language", "Only posts in this language, as they write it.")
            .Argument<PostFilterInput>("where", "Only posts like this.")
            .ResolveAsync(async context =>
            {
                var page = PageArguments.Read(context);
                var question = new SearchQuestion(context.Text("text")!)
                {
                    Parameter = "text",
                    Language = context.Text("language"),
                    Filter = context.GetArgument<PostFilter?>("where"),
                    Limit = page.Limit,
                    After = page.After,
                    WithBody = context.Operation().Bodies.IsNeeded(context),
                    WithFacets = Asks(context, "facets"),
                    WithSnippets = Asks(context, "edges"),
                    HasPlace = context.Operation().Place is not null,
                };
                return new SearchConnection(await context.Store().SearchAsync(question, context.CancellationToken));
            });

    private static bool Asks(IResolveFieldContext context, string name) =>
        context.SubFields?.Values.Any(field => field.Field.Name.Value == name) == true;
}
