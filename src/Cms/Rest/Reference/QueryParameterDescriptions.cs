using System.Globalization;
using System.Text.Json.Nodes;
using Cms.Rest.Queries;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>Writes the query parameters into the OpenAPI document, from the same list that requests are checked against.</summary>
internal sealed class QueryParameterDescriptions : IOpenApiOperationTransformer
{
    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var parameters = context.Description.ActionDescriptor.EndpointMetadata.OfType<QueryParameters>().SelectMany(list => list.All);
        foreach (var parameter in parameters)
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = parameter.Name,
                In = ParameterLocation.Query,
                Required = parameter.Required,
                Description = parameter.Description,
                Style = ParameterStyle.Form,
                Explode = parameter.Kind != ValueKind.TextList,
                Schema = SchemaOf(parameter),
            });
        }

        return Task.CompletedTask;
    }

    private static OpenApiSchema SchemaOf(QueryParameter parameter) => parameter.Repeatable || parameter.Kind == ValueKind.TextList
        ? new OpenApiSchema { Type = JsonSchemaType.Array, Items = ItemOf(parameter) }
        : ItemOf(parameter);

    private static OpenApiSchema ItemOf(QueryParameter parameter)
    {
        var schema = parameter.Kind switch
        {
            ValueKind.Integer => new OpenApiSchema
            {
                Type = JsonSchemaType.Integer,
                Minimum = parameter.Minimum.ToString(CultureInfo.InvariantCulture),
                Maximum = parameter.Maximum.ToString(CultureInfo.InvariantCulture),
            },
            ValueKind.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
            ValueKind.Uuid => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uuid" },
            _ => new OpenApiSchema { Type = JsonSchemaType.String },
        };
        schema.Enum = parameter.Values?.Select(value => (JsonNode)JsonValue.Create(value)).ToList();
        schema.Default = (parameter.Kind, parameter.Default) switch
        {
            (_, null) => null,
            (ValueKind.Integer, var number) => JsonValue.Create(int.Parse(number, CultureInfo.InvariantCulture)),
            (ValueKind.Boolean, var truth) => JsonValue.Create(bool.Parse(truth)),
            (_, var text) => JsonValue.Create(text),
        };
        return schema;
    }
}
