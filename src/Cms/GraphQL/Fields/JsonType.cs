using System.Globalization;
using System.Text.Json.Nodes;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Cms.GraphQL.Fields;

/// <summary>A value of front matter as JSON.</summary>
internal sealed class JsonType : ScalarGraphType
{
    public JsonType()
    {
        Name = "JSON";
        Description = "Any JSON value: text, number, boolean, list, object or null.";
    }

    public override object? ParseLiteral(GraphQLValue value) => OfLiteral(value);

    public override object? ParseValue(object? value) => OfVariable(value);

    public override object? Serialize(object? value) => value is JsonNode or null ? value : ThrowSerializationError(value);

    private JsonNode? OfLiteral(GraphQLValue value)
    {
        switch (value)
        {
            case GraphQLNullValue:
                return null;
            case GraphQLStringValue text:
                return OfText((string)text.Value);
            case GraphQLBooleanValue truth:
                return JsonValue.Create(truth.BoolValue);
            case GraphQLIntValue number:
                return JsonNode.Parse((string)number.Value);
            case GraphQLFloatValue number when double.IsFinite(double.Parse(number.Value, CultureInfo.InvariantCulture)):
                return JsonNode.Parse((string)number.Value);
            case GraphQLListValue list:
                return new JsonArray([.. (list.Values ?? []).Select(OfLiteral)]);
            case GraphQLObjectValue members:
                return ObjectOf((members.Fields ?? []).Select(field => (field.Name.StringValue, OfLiteral(field.Value))));
            default:
                ThrowLiteralConversionError(value);
                return null;
        }
    }

    private JsonNode? OfVariable(object? value)
    {
        switch (value)
        {
            case null:
                return null;
            case JsonNode node:
                return node;
            case string text:
                return OfText(text);
            case bool truth:
                return JsonValue.Create(truth);
            case int number:
                return JsonValue.Create(number);
            case long number:
                return JsonValue.Create(number);
            case double number when double.IsFinite(number):
                return JsonValue.Create(number);
            case IDictionary<string, object?> members:
                return ObjectOf(members.Select(member => (member.Key, OfVariable(member.Value))));
            case IEnumerable<object?> items:
                return new JsonArray([.. items.Select(OfVariable)]);
            default:
                ThrowValueConversionError(value);
                return null;
        }
    }

    private JsonValue OfText(string text)
    {
        if (!StorableTexts.IsStorable(text))
        {
            ThrowValueConversionError(text);
        }

        return JsonValue.Create(text);
    }

    private static JsonObject ObjectOf(IEnumerable<(string Name, JsonNode? Value)> members)
    {
        var result = new JsonObject();
        foreach (var (name, value) in members)
        {
            result[name] = value;
        }

        return result;
    }
}
