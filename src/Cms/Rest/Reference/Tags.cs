using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>Says what the groups of operations are about.</summary>
internal sealed class Tags : IOpenApiDocumentTransformer
{
    private static readonly Dictionary<string, string> Descriptions = new(StringComparer.Ordinal)
    {
        ["Posts"] = "Posts, as readers see them and as writers change them.",
        ["Search"] = "Full-text search in the languages of the posts.",
        ["Previews"] = "Links that show a working copy to whoever holds them.",
        ["Rendering"] = "Markdown in, HTML out; nothing is kept.",
        ["Tags"] = "What posts are about.",
        ["Categories"] = "Where posts belong.",
        ["Authors"] = "Who has written the posts.",
        ["Keywords"] = "What posts are to be found by.",
        ["Languages"] = "What the posts are written in.",
        ["Links"] = "Where the posts lead to.",
        ["Archive"] = "The months in which there are posts.",
        ["Changes"] = "What changes for readers, for those who keep a copy of it.",
        ["Feeds"] = "The newest posts for feed readers, and all of them for search engines.",
        ["GraphQL"] = "All of the content in one question, by the schema that `cms schema` prints.",
        ["Imports"] = "Taking a blog in.",
        ["Sources"] = "What was imported together, with its configuration.",
        ["Keys"] = "Who may do what.",
        ["Audit"] = "Who did what.",
        ["Health"] = "For orchestrators and load balancers.",
    };

    public Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var used = document.Tags?.Select(tag => tag.Name!) ?? [];
        document.Tags = Descriptions.Keys.Concat(used).Distinct(StringComparer.Ordinal)
            .Select(name => new OpenApiTag { Name = name, Description = Descriptions.GetValueOrDefault(name) })
            .ToHashSet();
        return Task.CompletedTask;
    }
}
