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
            case MapValue map:
                json.Append('{');
                foreach (var (index, (name, inner)) in map.Entries.Index())
                {
                    json.Append(index > 0 ? "," : "").Append(JsonSerializer.Serialize(name, Texts)).Append(':');
                    Write(json, inner, context, depth + 1);
                }

                json.Append('}');
                break;
            default:
                json.Append("null");
                break;
        }
    }
}
