using System.Collections;
using System.Runtime.InteropServices;
using Cms.Content.Delivery;
using Cms.GraphQL.Fields;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;

namespace Cms.GraphQL.Limits;

/// <summary>What an operation asks for at most.</summary>
/// <param name="Cost">One for each object, more for rendered texts, multiplied by the page sizes above.</param>
/// <param name="Depth">Fields below each other.</param>
/// <param name="SchemaLists">Lists of the schema below each other: each multiplies what introspection answers.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OperationCost(long Cost, int Depth, int SchemaLists)
{
    private const long Ceiling = 1_000_000_000;
    private const int AssumedSize = 10;
    private const int SchemaCost = 500;
    private const int TypeCost = 20;

    /// <summary>Counts a document that is valid.</summary>
    public static OperationCost Of(GraphQLDocument document, GraphQLOperationDefinition operation, ISchema schema, Func<GraphQLField, string, object?> argument) =>
        new Counter(document, schema, argument).Of(operation.SelectionSet, operation.Operation == OperationType.Mutation ? schema.Mutation! : schema.Query);

    /// <summary>How often what is asked of the items of a list counts, where no argument says how many there are; 1 for what is no list of objects.</summary>
    public static int AssumedSizeOf(FieldType field) =>
        NamedTypeOf(field.ResolvedType!, out var isList) is IComplexGraphType or UnionGraphType && isList ? field.GetMetadata(FieldDefinitions.AssumedSize, AssumedSize) : 1;

    private static IGraphType NamedTypeOf(IGraphType type, out bool isList)
    {
        isList = false;
        while (type is IProvideResolvedType wrapper)
        {
            isList |= type is ListGraphType;
            type = wrapper.ResolvedType!;
        }

        return type;
    }

    private static OperationCost Together(OperationCost one, OperationCost other) =>
        new(Math.Min(Ceiling, one.Cost + other.Cost), Math.Max(one.Depth, other.Depth), Math.Max(one.SchemaLists, other.SchemaLists));

    private sealed class Counter(GraphQLDocument document, ISchema schema, Func<GraphQLField, string, object?> argument)
    {
        private readonly Dictionary<ROM, OperationCost> fragments = [];

        public OperationCost Of(GraphQLSelectionSet? set, IGraphType type)
        {
            var total = default(OperationCost);
            foreach (var selection in set?.Selections ?? [])
            {
                total = Together(total, selection switch
                {
                    GraphQLField field => Of(field, type),
                    GraphQLInlineFragment inline => Of(inline.SelectionSet, inline.TypeCondition is { } condition ? schema.AllTypes[condition.Type.Name.Value]! : type),
                    GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.Value),
                    _ => default,
                });
            }

            return total;
        }

        private OperationCost OfFragment(ROM name)
        {
            if (!fragments.TryGetValue(name, out var cost))
            {
                var fragment = document.FindFragmentDefinition(name)!;
                fragments[name] = cost = Of(fragment.SelectionSet, schema.AllTypes[fragment.TypeCondition.Type.Name.Value]!);
            }

            return cost;
        }

        private OperationCost Of(GraphQLField field, IGraphType parent)
        {
            if (field.Name.Value == schema.TypeNameMetaFieldType.Name)
            {
                return new(0, 1, 0);
            }

            var isSchema = field.Name.Value == schema.SchemaMetaFieldType.Name;
            var definition = isSchema ? schema.SchemaMetaFieldType
                : field.Name.Value == schema.TypeMetaFieldType.Name ? schema.TypeMetaFieldType
                : ((IComplexGraphType)parent).Fields.Find(field.Name.Value)!;
            var type = NamedTypeOf(definition.ResolvedType!, out _);
            var below = field.SelectionSet is null ? default : Of(field.SelectionSet, type);
            var own = definition.GetMetadata<int?>(FieldDefinitions.Cost)
                ?? (isSchema ? SchemaCost : definition == schema.TypeMetaFieldType ? TypeCost : type is IComplexGraphType ? 1 : 0);
            var isOfSchema = parent.Name.StartsWith("__", StringComparison.Ordinal);
            var size = isOfSchema || isSchema ? 1 : SizeOf(field, definition);
            return new(
                Math.Min(Ceiling, own + (size * below.Cost)),
                below.Depth + 1,
                below.SchemaLists + (isOfSchema && field.Name.StringValue is "fields" or "inputFields" or "interfaces" or "possibleTypes" ? 1 : 0));
        }

        private long SizeOf(GraphQLField field, FieldType definition)
        {
            if (definition.Arguments?.Find("first") is not null)
            {
                var asked = argument(field, "first") ?? (definition.Arguments.Find("last") is null ? null : argument(field, "last"));
                return asked is int size ? Math.Clamp(size, 1, Ceiling) : PostQuery.DefaultLimit;
            }

            return definition.GetMetadata<string?>(FieldDefinitions.SizeArgument) is { } list ? (argument(field, list) as ICollection)?.Count ?? AssumedSize
                : AssumedSizeOf(definition);
        }
    }
}
