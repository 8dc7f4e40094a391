using System.Collections.Concurrent;
using Cms.Content.Delivery;
using GraphQL;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Posts;

/// <summary>Looks ahead whether posts are asked for anything that needs their bodies or links, so that a page of titles reads neither.</summary>
internal sealed class PartSelection
{
    private readonly ConcurrentDictionary<GraphQLField, PostParts> known = new(ReferenceEqualityComparer.Instance);

    /// <param name="context">A field that answers posts, alone, in a list or as a connection.</param>
    public PostParts Of(IResolveFieldContext context) =>
        known.GetOrAdd(context.FieldAst, (field, document) => Of(field.SelectionSet, document), context.Document);

    /// <param name="selected">What a field that answers posts selects.</param>
    public static PostParts Of(GraphQLSelectionSet? selected, GraphQLDocument document) => Of(selected, document, []);

    private static PostParts Of(GraphQLSelectionSet? selected, GraphQLDocument document, HashSet<ROM> visited)
    {
        var parts = PostParts.None;
        foreach (var selection in selected?.Selections ?? [])
        {
            parts |= selection switch
            {
                GraphQLField field => OfField(field, document, visited),
                GraphQLInlineFragment inline => Of(inline.SelectionSet, document, visited),
                GraphQLFragmentSpread spread when visited.Add(spread.FragmentName.Name.Value) => Of(document.FindFragmentDefinition(spread.FragmentName.Name.Value)?.SelectionSet, document, visited),
                _ => PostParts.None,
            };
        }

        return parts;
    }

    private static PostParts OfField(GraphQLField field, GraphQLDocument document, HashSet<ROM> visited) => field.Name.StringValue switch
    {
        "html" or "markdown" or "text" or "toc" => PostParts.Body,

        // The excerpt is kept as plain text; another form, or one that only the variables tell, is cut from the body.
        "excerpt" when field.Arguments?.Any(argument => argument.Name.Value == "format" && argument.Value is not GraphQLEnumValue { Name.StringValue: "TEXT" }) == true => PostParts.Body,
        "links" => PostParts.Links,
        "edges" or "nodes" or "node" or "items" or "post" => Of(field.SelectionSet, document, visited),
        _ => PostParts.None,
    };
}
