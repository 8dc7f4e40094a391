using System.Text.Json;
using Cms.GraphQL.Limits;
using GraphQL;

namespace Cms.GraphQL.Http;

/// <summary>What one request asks for.</summary>
/// <param name="Query">Null when the document is named by its hash.</param>
/// <param name="Hash">SHA-256 of the document, in hex: an automatic persisted query.</param>
/// <param name="AsksForCost">Whether the answer is to say what the operation costs.</param>
internal sealed record GraphQLRequest(string? Query, string? OperationName, Inputs Variables, string? Hash, bool AsksForCost)
{
    /// <exception cref="RequestRefusal">A member has the wrong type.</exception>
    public static GraphQLRequest Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            throw Refusal("A request is a JSON object such as { \"query\": \"{ posts { nodes { title } } }\" }.");
        }

        return Read(Text(body, "query"), Text(body, "operationName"), Object(body, "variables"), Object(body, "extensions"));
    }

    /// <exception cref="RequestRefusal">There is neither a document nor a hash.</exception>
    public static GraphQLRequest Read(string? query, string? operationName, JsonElement? variables, JsonElement? extensions)
    {
        var hash = extensions is { } given && Object(given, "persistedQuery") is { } persisted ? HashOf(persisted) : null;
        if (string.IsNullOrWhiteSpace(query) && hash is null)
        {
            throw Refusal("'query' is missing. Send a document such as { posts { nodes { title } } }.");
        }

        var values = variables is { } members ? ((Dictionary<string, object?>)JsonValues.Read(members)!).ToInputs() : Inputs.Empty;
        return new GraphQLRequest(string.IsNullOrWhiteSpace(query) ? null : query, string.IsNullOrEmpty(operationName) ? null : operationName, values, hash, extensions is { } wanted && Truth(wanted, "cost"));
    }

    private static string HashOf(JsonElement persisted) =>
        persisted.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number && version.TryGetInt32(out var number) && number == 1
        && Text(persisted, "sha256Hash") is { Length: 64 } hash
            ? hash.ToLowerInvariant()
            : throw new RequestRefusal("PERSISTED_QUERY_NOT_SUPPORTED", "'persistedQuery' takes { \"version\": 1, \"sha256Hash\": 64 hexadecimal digits }.");

    private static string? Text(JsonElement body, string name) => !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw Refusal($"'{name}' is a text or null.");

    private static bool Truth(JsonElement body, string name) => body.TryGetProperty(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False or JsonValueKind.Null => false,
        _ => throw Refusal($"'{name}' is true or false."),
    };

    private static JsonElement? Object(JsonElement body, string name) => !body.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : value.ValueKind == JsonValueKind.Object ? value
        : throw Refusal($"'{name}' is an object or null.");

    private static RequestRefusal Refusal(string reason) => new("BAD_REQUEST", reason);
}
