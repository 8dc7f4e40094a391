using Cms.Rest.Queries;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Render;

/// <summary>Describes the body of <c>/render</c>. Said to routing instead, it would refuse other types before the endpoint can say which it takes.</summary>
internal static class RenderBodyDescription
{
    public static async Task AddAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct) =>
        operation.RequestBody = new OpenApiRequestBody
        {
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [MediaTypes.Json] = new() { Schema = await context.GetOrCreateSchemaAsync(typeof(RenderRequest), parameterDescription: null, ct) },
                [MediaTypes.Markdown] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            },
        };
}
