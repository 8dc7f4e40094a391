using GraphQL;
using GraphQL.Builders;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL.Fields;

/// <summary>Words that definitions of fields repeat.</summary>
internal static class FieldDefinitions
{
    /// <summary>Metadata of a field: what it costs, in place of 1 for an object and 0 for a value.</summary>
    public const string Cost = "cost";

    /// <summary>Metadata of a list: how many items its cost is counted for.</summary>
    public const string AssumedSize = "assumed size";

    /// <summary>Metadata of a list: the argument, itself a list, that has an entry for each item.</summary>
    public const string SizeArgument = "size argument";

    public static FieldBuilder<TSource, TReturn> Costs<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, int cost)
    {
        field.FieldType.Metadata[Cost] = cost;
        return field;
    }

    public static FieldBuilder<TSource, TReturn> AssumeSize<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field, int size)
    {
        field.FieldType.Metadata[AssumedSize] = size;
        return field;
    }

    /// <summary>Has a text that no store can take judged together with the rest of its post.</summary>
    public static FieldBuilder<TSource, TReturn> TakesAnyText<TSource, TReturn>(this FieldBuilder<TSource, TReturn> field)
    {
        field.FieldType.Metadata[StorableTexts.TakesAnyText] = true;
        return field;
    }

    /// <summary>An argument that may be left out, then having this value.</summary>
    public static FieldBuilder<TSource, TReturn> ArgumentWithDefault<TArgument, TSource, TReturn>(
        this FieldBuilder<TSource, TReturn> field, string name, string description, GraphQLValue value)
        where TArgument : IGraphType =>
        field.Argument<TArgument>(name, description, argument => argument.DefaultValue = value);

    public static string? Text(this IResolveFieldContext context, string argument) => context.GetArgument<string?>(argument);
}
