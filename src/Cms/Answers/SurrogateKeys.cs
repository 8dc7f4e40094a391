using Cms.Content.Delivery;

namespace Cms.Answers;

/// <summary>What a CDN may purge an answer by.</summary>
internal static class SurrogateKeys
{
    /// <summary>Those of an answer that shows this post.</summary>
    public static IEnumerable<string> Of(DeliveredPost post) =>
    [
        "posts",
        $"post:{post.Id}",
        .. post.Tags.Select(tag => $"tag:{Uri.EscapeDataString(tag.Slug)}"),
        .. post.Categories.Select(category => $"category:{Uri.EscapeDataString(category.Slug)}"),
        .. post.Authors.Select(author => $"author:{Uri.EscapeDataString(author.Slug)}"),
        .. post.Translations.Select(other => $"post:{other.Id}"),
        .. post.Names.Select(named => $"post:{named.Id}"),
    ];
}
