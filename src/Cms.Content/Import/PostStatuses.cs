using Cms.Content.Posts;

namespace Cms.Content.Import;

/// <summary>Where a post stands by what its blog says.</summary>
internal static class PostStatuses
{
    /// <param name="showsFuture">Whether the blog has posts out whose date is still to come.</param>
    public static PostStatus Of(bool isDraft, DateTimeOffset? publishedAt, DateTimeOffset now, bool showsFuture = false) =>
        isDraft ? PostStatus.Draft
        : publishedAt > now && !showsFuture ? PostStatus.Scheduled
        : PostStatus.Published;
}
