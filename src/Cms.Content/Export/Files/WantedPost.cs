using Cms.Content.Posts;

namespace Cms.Content.Export.Files;

/// <summary>What a file has to say.</summary>
/// <param name="Content">With all former addresses among <see cref="PostContent.RedirectFrom"/>.</param>
/// <param name="IsPathProvisional">Whether the path follows from the rest and need not be said.</param>
/// <param name="GivenPath">The path that the file was given when it was imported, whatever it says; null for a new file.</param>
internal sealed record WantedPost(PostContent Content, PostStatus Status, bool IsPathProvisional = false, string? GivenPath = null)
{
    /// <summary>When readers are to lose the post; null when nobody said.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    public static WantedPost Of(PostToExport exported)
    {
        var post = exported.Post;
        var content = post.Content with { RedirectFrom = [.. post.Content.RedirectFrom.Concat(post.FormerPaths.Select(former => former.Address)).Distinct(StringComparer.Ordinal)] };
        DateTimeOffset? outAt = post.Status switch
        {
            PostStatus.Scheduled => post.PublishAt ?? content.PublishedAt,
            PostStatus.Published => content.PublishedAt ?? post.CreatedAt,
            _ => content.PublishedAt,
        };
        content = outAt == content.PublishedAt ? content : content with { PublishedAt = outAt, PublishedOn = null };

        // What a writer last did is the date of a new file; in an old one it would be a line that nobody wrote.
        content = exported.Original is null ? content with { ModifiedAt = content.ModifiedAt ?? post.RevisedAt } : content;
        return new(content, post.Status, content.IsPathProvisional, exported.ImportedPath) { UnpublishAt = post.UnpublishAt };
    }
}
