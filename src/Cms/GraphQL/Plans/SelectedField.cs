using System.Text.Encodings.Web;
using System.Text.Json;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Plans;

/// <summary>A field of an answer's object, with all that is selected below it, wherever the document selects it.</summary>
/// <param name="Key">What the answer calls it.</param>
/// <param name="Ast">The first of the places that select it; all have the same arguments, or the document is not valid.</param>
/// <param name="Below">The selections of all places.</param>
internal sealed record SelectedField(JsonEncodedText Key, string Name, GraphQLField Ast, IReadOnlyList<GraphQLSelectionSet> Below)
{
    /// <summary>The fields that an object of that type shows, in the answer's order; null where the selection depends on more than the type.</summary>
    public static IReadOnlyList<SelectedField>? Of(IEnumerable<GraphQLSelectionSet> sets, string type, GraphQLDocument document)
    {
        List<SelectedField> fields = [];
        return sets.All(set => TryAdd(set, type, document, fields)) ? fields : null;
    }

    private static bool TryAdd(GraphQLSelectionSet set, string type, GraphQLDocument document, List<SelectedField> fields)
    {
        foreach (var selection in set.Selections)
        {
            // A directive asks the variables whether to go on.
            var isTaken = selection is not IHasDirectivesNode { Directives.Count: > 0 } && selection switch
            {
                GraphQLField field => Add(field, fields),
                GraphQLInlineFragment inline => Applies(inline.TypeCondition, type) && TryAdd(inline.SelectionSet, type, document, fields),
                GraphQLFragmentSpread spread => document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } fragment
                    && fragment is not { Directives.Count: > 0 } && Applies(fragment.TypeCondition, type) && TryAdd(fragment.SelectionSet, type, document, fields),
                _ => false,
            };
            if (!isTaken)
            {
                return false;
            }
        }

        return true;
    }

    private static bool Applies(GraphQLTypeCondition? condition, string type) => condition is null || condition.Type.Name.Value == type;

    private static bool Add(GraphQLField field, List<SelectedField> fields)
    {
        var key = JsonEncodedText.Encode((field.Alias?.Name ?? field.Name).StringValue, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        var at = fields.FindIndex(other => other.Key.Equals(key));
        IReadOnlyList<GraphQLSelectionSet> below = field.SelectionSet is { } set ? [set] : [];
        if (at < 0)
        {
            fields.Add(new SelectedField(key, field.Name.StringValue, field, below));
        }
        else
        {
            fields[at] = fields[at] with { Below = [.. fields[at].Below, .. below] };
        }

        return true;
    }
}
