using System.Text.Json.Nodes;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL.Fields;

/// <summary>A value of front matter as JSON. Only ever answered.</summary>
internal sealed class JsonType : ScalarGraphType
{
    public JsonType()
    {
        Name = "JSON";
        Description = "Any JSON value: text, number, boolean, list, object or null.";
    }

    public override object? ParseLiteral(GraphQLValue value) => ThrowLiteralConversionError(value);

    public override object? ParseValue(object? value) => value is JsonNode or null ? value : ThrowValueConversionError(value);
}
