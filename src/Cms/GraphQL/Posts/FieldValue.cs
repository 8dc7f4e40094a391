using System.Text.Json.Nodes;

namespace Cms.GraphQL.Posts;

/// <summary>A front matter key and its value.</summary>
internal sealed record FieldValue(string Name, JsonNode? Value)
{
    public static IReadOnlyList<FieldValue> AllOf(JsonObject members) => [.. members.Select(member => new FieldValue(member.Key, member.Value))];
}
