using System.Text.Json.Serialization;
using Cms.Rest.Posts;

namespace Cms.Rest.Export;

/// <summary>A published post, with what a store needs besides to take it over.</summary>
internal sealed record ExportedPostResponse : PostResponse
{
    public ExportedPostResponse(PostResponse shown)
        : base(shown)
    {
    }

    /// <summary>Paths that it had before, which lead to it; left out where there are none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? EarlierPaths { get; init; }
}
