using System.Text.Json;

namespace Cms.GraphQL.Http;

/// <summary>Turns JSON into the values that the engine takes for variables.</summary>
internal static class JsonValues
{
    // A tree this deep was not written by a person; the reader bounds the recursion with it.
    public static JsonDocumentOptions Reading { get; } = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    public static object? Read(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().ToDictionary(member => member.Name, member => Read(member.Value), StringComparer.Ordinal),
        JsonValueKind.Array => value.EnumerateArray().Select(Read).ToList(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => NumberOf(value),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object NumberOf(JsonElement value)
    {
        if (value.TryGetInt32(out var number))
        {
            return number;
        }

        return value.TryGetInt64(out var large) ? large : value.GetDouble();
    }
}
