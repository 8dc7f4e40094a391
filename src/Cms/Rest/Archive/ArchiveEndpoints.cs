using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Rest.Queries;

namespace Cms.Rest.Archive;

internal static class ArchiveEndpoints
{
    public static void MapArchive(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/archive").WithTags("Archive").MapRead<ArchiveResponse>("/", ListMonths).WithName(nameof(ListMonths));

    /// <summary>Lists the months that have published posts, the newest first.</summary>
    internal static async Task<IResult> ListMonths(HttpContext context, PublishedPosts posts, CancellationToken ct)
    {
        context.ReadQuery().Done();
        var months = await posts.ArchiveAsync(ct);
        return new DeliveryAnswer(Json.Write(new ArchiveResponse([.. months.Select(month => new ArchiveMonthResponse(month.Year, month.Month, month.Count))])), Json.ContentType)
        {
            IsOfContent = true,
            SurrogateKeys = ["posts"],
        };
    }
}

internal sealed record ArchiveResponse(IReadOnlyList<ArchiveMonthResponse> Items);

/// <param name="Year">By the posts' own calendar days.</param>
/// <param name="Month">1 to 12.</param>
/// <param name="Count">How many posts were published in it.</param>
internal sealed record ArchiveMonthResponse(int Year, int Month, long Count);
