using Cms.Rest.Queries;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>
/// Describes what operations take. Said to routing instead, it would refuse other types before the endpoint can say which it takes. The schemas are
/// components, so that programs made from the document have one type for each.
/// </summary>
internal static class RequestBodies
{
    private const string MergePatch = "application/merge-patch+json";

    /// <summary>The same body as JSON and, where it is among the types, as Markdown. What a merge patch leaves out stays, so nothing of it is required.</summary>
    public static async Task<OpenApiRequestBody> DescribeAsync<T>(OpenApiOperationTransformerContext context, IReadOnlyList<string> types, CancellationToken ct)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(T), parameterDescription: null, ct);
        var name = typeof(T).Name;
        if (schema.Required is { Count: > 0 } && types.Contains(MergePatch, StringComparer.Ordinal))
        {
            schema.Required = null;
            name = $"{name}Patch";
        }

        var document = context.Document!;
        document.AddComponent(name, schema);
        return new OpenApiRequestBody
        {
            Required = true,
            Content = types.ToDictionary(
                type => type,
                type => new OpenApiMediaType
                {
                    Schema = type == MediaTypes.Markdown
                        ? new OpenApiSchema { Type = JsonSchemaType.String, Description = "Front matter and Markdown." }
                        : new OpenApiSchemaReference(name, document),
                },
                StringComparer.Ordinal),
        };
    }
}
