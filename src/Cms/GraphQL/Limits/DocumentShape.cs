using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Limits;

/// <summary>Bounds what a document may repeat, before the engine's rules look at it: some of them compare each field with each other one.</summary>
internal sealed class DocumentShape
{
    private const int MostOperations = 20;
    private const int MostFragments = 100;
    private const int MostDirectives = 50;
    private const int MostFields = 5_000;

    private readonly GraphQLDocument document;
    private readonly Dictionary<ROM, long> expanded = [];
    private int repeats;
    private int directives;

    private DocumentShape(GraphQLDocument document) => this.document = document;

    /// <summary>Why the document is refused, or null.</summary>
    public static RequestRefusal? Check(GraphQLDocument document, int maxAliases)
    {
        var shape = new DocumentShape(document);
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToList();
        var fragments = document.Definitions.OfType<GraphQLFragmentDefinition>().ToList();
        if (operations.Count > MostOperations || fragments.Count > MostFragments)
        {
            return new RequestRefusal("TOO_MANY_DEFINITIONS", $"A document has at most {MostOperations} operations and {MostFragments} fragments.");
        }

        shape.directives = operations.Sum(operation => operation.Directives?.Count ?? 0) + fragments.Sum(fragment => fragment.Directives?.Count ?? 0);
        foreach (var fragment in fragments)
        {
            shape.CountRepeats(fragment.SelectionSet, []);
        }

        foreach (var operation in operations)
        {
            shape.CountRepeats(operation.SelectionSet, []);
        }

        return shape.repeats > maxAliases
            ? new RequestRefusal("TOO_MANY_ALIASES", $"The document has more than {maxAliases} aliased or repeated fields. Ask for less, or in several requests.")
            : shape.directives > MostDirectives
            ? new RequestRefusal("TOO_MANY_DIRECTIVES", $"The document has more than {MostDirectives} directives.")
            : operations.Sum(operation => shape.Expand(operation.SelectionSet)) > MostFields
            ? new RequestRefusal("TOO_MANY_FIELDS", $"With its fragments put in, the document has more than {MostFields} fields.")
            : null;
    }

    // Inline fragments are seen as part of the set around them: the engine merges their fields.
    private void CountRepeats(GraphQLSelectionSet? set, HashSet<ROM> names)
    {
        foreach (var selection in set?.Selections ?? [])
        {
            directives += (selection as IHasDirectivesNode)?.Directives?.Count ?? 0;
            if (selection is GraphQLInlineFragment inline)
            {
                CountRepeats(inline.SelectionSet, names);
            }
            else if (selection is GraphQLField field)
            {
                repeats += !names.Add(field.Alias?.Name.Value ?? field.Name.Value) || field.Alias is not null ? 1 : 0;
                CountRepeats(field.SelectionSet, []);
            }
        }
    }

    private long Expand(GraphQLSelectionSet? set)
    {
        var fields = 0L;
        foreach (var selection in set?.Selections ?? [])
        {
            fields += selection switch
            {
                GraphQLField field => 1 + Expand(field.SelectionSet),
                GraphQLInlineFragment inline => Expand(inline.SelectionSet),
                GraphQLFragmentSpread spread => ExpandFragment(spread.FragmentName.Name.Value),
                _ => 0,
            };
            if (fields > MostFields)
            {
                return fields;
            }
        }

        return fields;
    }

    // A fragment that leads to itself counts nothing here; a rule of the engine refuses it.
    private long ExpandFragment(ROM name)
    {
        if (!expanded.TryGetValue(name, out var fields))
        {
            expanded[name] = 0;
            expanded[name] = fields = Expand(document.FindFragmentDefinition(name)?.SelectionSet);
        }

        return fields;
    }
}
