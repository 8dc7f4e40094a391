using System.Text.Json;
using System.Text.Json.Nodes;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>JSON as Liquid sees it, converted only as far as a template looks.</summary>
internal static class JsonValues
{
    public static FluidValue Of(JsonNode? node) => node switch
    {
        null => NilValue.Instance,
        JsonObject map => new DictionaryValue(new Map(map)),
        JsonArray list => new ArrayValue(list.Select(Of).ToArray()),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.True => BooleanValue.True,
            JsonValueKind.False => BooleanValue.False,
            JsonValueKind.Number when decimal.TryParse(node.ToJsonString(), System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var number) => NumberValue.Create(number),
            JsonValueKind.Null => NilValue.Instance,
            _ => new StringValue(node.ToString()),
        },
    };

    private sealed class Map(JsonObject json) : IFluidIndexable
    {
        public int Count => json.Count;

        public IEnumerable<string> Keys => json.Select(entry => entry.Key);

        public bool TryGetValue(string name, out FluidValue value)
        {
            var found = json.TryGetPropertyValue(name, out var node);
            value = Of(node);
            return found;
        }
    }
}
