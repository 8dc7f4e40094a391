using System.Reflection;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>
/// Gives every operation its examples, from the files in <c>Reference/Examples</c>. One has the name of the schema that it is of (<c>PostResponse</c>),
/// of a refusal's status (<c>Problem404</c>), of an operation whose content has no schema of its own (<c>GetSitemap</c>), or of a media type
/// (<c>text-markdown</c>); those in <c>parameters.json</c> have the name of a parameter.
/// </summary>
internal sealed class Examples : IOpenApiDocumentTransformer
{
    private const string Folder = "reference/examples/";
    private const string OfParameters = $"{Folder}parameters.json";

    private static readonly Assembly Program = typeof(Examples).Assembly;

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var parameters = Read(OfParameters);
        var examples = Program.GetManifestResourceNames()
            .Where(name => name.StartsWith(Folder, StringComparison.Ordinal) && name != OfParameters)
            .SelectMany(Read)
            .ToDictionary(StringComparer.Ordinal);
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var parameter in (operation.Parameters ?? []).OfType<OpenApiParameter>().Where(parameter => parameter.Required))
            {
                parameter.Example = parameters.GetValueOrDefault(parameter.Name!)?.DeepClone();
            }

            Add(operation.RequestBody?.Content, status: "");
            foreach (var (status, response) in operation.Responses!)
            {
                Add(response.Content, status);
            }

            void Add(IDictionary<string, OpenApiMediaType>? content, string status)
            {
                foreach (var (type, media) in content ?? new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal))
                {
                    var schema = (media.Schema as OpenApiSchemaReference)?.Reference.Id;
                    string?[] names = [schema + status, operation.OperationId, schema, type.Replace('/', '-').Replace('+', '-')];
                    if (names.FirstOrDefault(name => name is not null && examples.ContainsKey(name)) is { } name)
                    {
                        document.AddComponent<IOpenApiExample>(name, new OpenApiExample { Value = examples[name]!.DeepClone() });
                        media.Examples = new Dictionary<string, IOpenApiExample>(StringComparer.Ordinal) { ["example"] = new OpenApiExampleReference(name, document) };
                    }
                }
            }
        }

        return Task.CompletedTask;
    }

    private static Dictionary<string, JsonNode?> Read(string file)
    {
        using var content = Program.GetManifestResourceStream(file)!;
        return JsonNode.Parse(content)!.AsObject().ToDictionary(StringComparer.Ordinal);
    }
}
