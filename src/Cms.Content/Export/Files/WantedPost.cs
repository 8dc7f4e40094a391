using Cms.Content.Posts;

namespace Cms.Content.Export.Files;

/// <summary>What a file has to say.</summary>
/// <param name="Content">With all former addresses among <see cref="PostContent.RedirectFrom"/>.</param>
/// <param name="IsPathProvisional">Whether the path follows from the rest and need not be said.</param>
/// <param name="GivenPath">The path that the file was given when it was imported, whatever it says; null for a new file.</param>
internal sealed record WantedPost(PostContent Content, PostStatus Status, bool IsPathProvisional = false, string? GivenPath = null)
{
    public static WantedPost Of(PostToExport exported)
    {
        var post = exported.Post;
        var content = post.Content with { RedirectFrom = [.. post.Content.RedirectFrom.Concat(post.FormerPaths).Distinct(StringComparer.Ordinal)] };
        if (post.Status is PostStatus.Published or PostStatus.Scheduled)
        {
            content = content with { PublishedAt = content.PublishedAt ?? post.CreatedAt };
        }

        return new(content, post.Status, IsPathProvisional: post.Origin is null && content.PublishedAt is null, exported.ImportedPath);
    }
}
