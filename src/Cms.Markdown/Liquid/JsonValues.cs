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
        JsonObject map => new DictionaryValue(new Map(map)),
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

    private sealed class Map(JsonObject json) : IFluidIndexable
    {
        private readonly Lazy<Dictionary<string, FluidValue>> values = new(() => json.ToDictionary(entry => entry.Key, entry => Of(entry.Value), StringComparer.Ordinal));

        public int Count => json.Count;

        public IEnumerable<string> Keys => json.Select(entry => entry.Key);

        public bool TryGetValue(string name, out FluidValue value)
        {
            var found = values.Value.TryGetValue(name, out var known);
            value = known ?? NilValue.Instance;
            return found;
        }
    }
}
