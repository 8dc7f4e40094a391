using Cms.Answers;
using Microsoft.OpenApi;

namespace Cms.Rest.Reference;

/// <summary>What the answer of a refusal holds: problem details (RFC 9457).</summary>
internal static class ProblemContent
{
    public static Dictionary<string, OpenApiMediaType> Of(OpenApiDocument? document) => new(StringComparer.Ordinal)
    {
        [Problem.ContentType] = new() { Schema = new OpenApiSchemaReference(nameof(Problem), document) },
    };
}
