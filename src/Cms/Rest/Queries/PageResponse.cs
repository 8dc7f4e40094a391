using System.Text.Json.Serialization;

namespace Cms.Rest.Queries;

/// <summary>Where a page stands in its list.</summary>
/// <param name="Limit">How many items it has at most.</param>
/// <param name="Next">The cursor for <c>after</c>; null on the last page.</param>
/// <param name="Previous">The cursor for <c>before</c>; null on the first page.</param>
/// <param name="Total">How many items there are in all, where that was asked for.</param>
internal sealed record PageResponse(
    int Limit,
    string? Next,
    string? Previous,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] long? Total = null)
{
    /// <summary>The same way onwards as values of the <c>Link</c> header (RFC 8288).</summary>
    public IReadOnlyList<string> LinksFor(HttpRequest request)
    {
        List<string> links = [];
        if (Next is not null)
        {
            links.Add($"<{Addresses.With(request, "after", Next, without: "before")}>; rel=\"next\"");
        }

        if (Previous is not null)
        {
            links.Add($"<{Addresses.With(request, "before", Previous, without: "after")}>; rel=\"prev\"");
        }

        return links;
    }
}
