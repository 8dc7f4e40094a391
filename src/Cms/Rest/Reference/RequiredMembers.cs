using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>Says which members there have to be: in an answer all that are always written, in a request those that cannot be null.</summary>
internal sealed class RequiredMembers : IOpenApiSchemaTransformer
{
    public Task TransformAsync(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        var json = context.JsonTypeInfo;
        if (json.Kind == JsonTypeInfoKind.Object && json.Type.Assembly != typeof(object).Assembly && schema.Properties is { Count: > 0 } properties)
        {
            var isRequest = json.Type.Name.EndsWith("Request", StringComparison.Ordinal);
            schema.Required = json.Properties
                .Where(member => properties.ContainsKey(member.Name) && (isRequest ? !member.IsSetNullable : member.ShouldSerialize is null))
                .Select(member => member.Name)

                // What tells the types of a union apart is no member of theirs, and always there.
                .Concat(properties.Keys.Except(json.Properties.Select(member => member.Name), StringComparer.Ordinal))
                .ToHashSet(StringComparer.Ordinal);
        }

        return Task.CompletedTask;
    }
}
