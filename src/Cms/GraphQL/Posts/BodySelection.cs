using System.Collections.Concurrent;
using GraphQL;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Posts;

/// <summary>Looks ahead whether posts are asked for anything that their body is needed for, so that a page of titles does not read texts.</summary>
internal sealed class BodySelection
{
    private readonly ConcurrentDictionary<GraphQLField, bool> known = new(ReferenceEqualityComparer.Instance);

    /// <param name="context">A field that answers posts, alone, in a list or as a connection.</param>
    public bool IsNeeded(IResolveFieldContext context) =>
        known.GetOrAdd(context.FieldAst, (field, document) => Needs(field.SelectionSet, document, []), context.Document);

    private static bool Needs(GraphQLSelectionSet? selected, GraphQLDocument document, HashSet<ROM> visited)
    {
        foreach (var selection in selected?.Selections ?? [])
        {
            var needs = selection switch
            {
                GraphQLField field => NeedsField(field, document, visited),
                GraphQLInlineFragment inline => Needs(inline.SelectionSet, document, visited),
                GraphQLFragmentSpread spread => visited.Add(spread.FragmentName.Name.Value)
                    && Needs(document.FindFragmentDefinition(spread.FragmentName.Name.Value)?.SelectionSet, document, visited),
                _ => false,
            };
            if (needs)
            {
                return true;
            }
        }

        return false;
    }

    private static bool NeedsField(GraphQLField field, GraphQLDocument document, HashSet<ROM> visited) => field.Name.StringValue switch
    {
        "html" or "markdown" or "text" or "toc" => true,

        // The excerpt is kept as plain text; another form, or one that only the variables tell, is cut from the body.
        "excerpt" => field.Arguments?.Any(argument => argument.Name.Value == "format" && argument.Value is not GraphQLEnumValue { Name.StringValue: "TEXT" }) == true,
        "edges" or "nodes" or "node" => Needs(field.SelectionSet, document, visited),
        _ => false,
    };
}
