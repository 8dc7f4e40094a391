using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>JSON as Liquid sees it, converted once and only as far as a template looks.</summary>
internal static class JsonValues
{
    public static FluidValue Of(JsonNode? node) => node switch
    {
        null => NilValue.Instance,
        JsonObject map => new MapValue(new Lazy<IReadOnlyList<KeyValuePair<string, FluidValue>>>(() => map.Select(entry => KeyValuePair.Create(entry.Key, Of(entry.Value))).ToList())),
        JsonArray list => new ArrayValue(list.Select(Of).ToArray()),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => BooleanValue.True,
            JsonValueKind.False => BooleanValue.False,
            JsonValueKind.Number when decimal.TryParse(node.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) => NumberValue.Create(number),
            JsonValueKind.Null => NilValue.Instance,
            _ => new StringValue(node.ToString()),
        },
    };
}
