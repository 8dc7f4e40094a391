namespace Cms.GraphQL.Fields;

/// <summary>Reads the fields of an input that were given.</summary>
internal static class InputMembers
{
    /// <summary>Null for null and where it was left out.</summary>
    public static object? Value(this IDictionary<string, object?> members, string name) => members.TryGetValue(name, out var value) ? value : null;

    public static string? Text(this IDictionary<string, object?> members, string name) => (string?)members.Value(name);
}
