using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>A value as JSON, as Ruby writes it.</summary>
internal static class JsonText
{
    private const int MaximumDepth = 60;
    private static readonly JsonSerializerOptions Texts = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(FluidValue value, TemplateContext context)
    {
        var json = new StringBuilder();
        Write(json, value, context, 0);
        return json.ToString();
    }

    private static void Write(StringBuilder json, FluidValue value, TemplateContext context, int depth)
    {
        LiquidExpansion.Of(context).Bounds.Spend(10);
        if (depth > MaximumDepth)
        {
            json.Append("null");
            return;
        }

        switch (value)
        {
            case StringValue:
                LiquidExpansion.Of(context).Bounds.Spend(value.ToStringValue().Length);
                json.Append(JsonSerializer.Serialize(value.ToStringValue(), Texts));
                break;
            case NumberValue:
                json.Append(value.ToNumberValue().ToString(CultureInfo.InvariantCulture));
                break;
            case BooleanValue:
                json.Append(value.ToBooleanValue() ? "true" : "false");
                break;
            case ArrayValue list:
                json.Append('[');
                foreach (var (index, item) in list.Values.Index())
                {
                    json.Append(index > 0 ? "," : "");
                    Write(json, item, context, depth + 1);
                }

                json.Append(']');
                break;
            case DictionaryValue:
                json.Append('{');
                var first = true;
                foreach (var entry in Lists.Of(value, context))
                {
                    var pair = ((ArrayValue)entry).Values;
                    json.Append(first ? "" : ",").Append(JsonSerializer.Serialize(pair[0].ToStringValue(), Texts)).Append(':');
                    Write(json, pair[1], context, depth + 1);
                    first = false;
                }

                json.Append('}');
                break;
            default:
                json.Append("null");
                break;
        }
    }
}
