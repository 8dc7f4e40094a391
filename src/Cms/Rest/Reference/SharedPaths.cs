using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>
/// Readers ask for a post by its slug and writers change it by its id at the same address. OpenAPI takes two paths that differ by the name of a
/// parameter alone for the same (section 4.8.8), so the document has one, whose parameter bears both names.
/// </summary>
internal sealed class SharedPaths : IOpenApiDocumentTransformer
{
    private const string BySlug = $"{RestApi.Base}/posts/{{slug}}";
    private const string ById = $"{RestApi.Base}/posts/{{id}}";
    private const string Name = "slugOrId";

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var shared = document.Paths[BySlug];
        foreach (var (method, operation) in document.Paths[ById].Operations!)
        {
            shared.Operations!.Add(method, operation);
        }

        foreach (var parameter in shared.Operations!.Values.SelectMany(operation => operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.In == ParameterLocation.Path))
        {
            parameter.Name = Name;
        }

        var paths = new OpenApiPaths();
        foreach (var (path, item) in document.Paths.Where(known => known.Key != ById))
        {
            paths.Add(path == BySlug ? BySlug.Replace("{slug}", $"{{{Name}}}", StringComparison.Ordinal) : path, item);
        }

        document.Paths = paths;
        return Task.CompletedTask;
    }
}
