using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>Writes into the OpenAPI document how callers sign in, and which scope an operation needs.</summary>
internal sealed class ScopeDescriptions : IOpenApiDocumentTransformer, IOpenApiOperationTransformer
{
    private const string Scheme = "bearer";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = Scheme,
            Description = "A key (`cms_…`), or a token of the OpenID provider that the settings name. "
                + "Scopes: `read` published content, where a key is needed for it; `preview` working copies and revisions; `write` create and change; "
                + "`publish` publish, schedule, unpublish, archive; `admin` all. Each implies `read`, and `write` implies `preview`.",
        };
        return Task.CompletedTask;
    }

    public Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any())
        {
            operation.Security = [new OpenApiSecurityRequirement()];
            return Task.CompletedTask;
        }

        var scopes = metadata.OfType<IAuthorizeData>().Select(data => data.Policy).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var key = new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = scopes };
        if (scopes.Count == 0)
        {
            // Anybody may, or with a key where the settings want one.
            operation.Security = [new OpenApiSecurityRequirement(), key];
            return Task.CompletedTask;
        }

        operation.Security = [key];
        operation.Description = string.Join("\n\n", ((string?[])[operation.Description, $"Needs the scope `{string.Join("`, `", scopes)}`."]).OfType<string>());
        operation.Responses ??= [];
        operation.Responses["403"] = new OpenApiResponse { Content = ProblemContent.Of(context.Document) };
        return Task.CompletedTask;
    }
}
