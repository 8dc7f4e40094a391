using System.ComponentModel.DataAnnotations;
using Cms.Content.Delivery;

namespace Cms.Feeds;

/// <summary>What feeds hold, bound from <c>Cms:Feeds</c>.</summary>
internal sealed record FeedOptions
{
    public const string Section = "Cms:Feeds";

    /// <summary>How much of a post is in there.</summary>
    public FeedContent Content { get; init; } = FeedContent.Full;

    /// <summary>How many posts, the newest ones.</summary>
    [Range(1, PostQuery.MaximumLimit)]
    public int Limit { get; init; } = PostQuery.DefaultLimit;

    /// <summary>What the feeds are called; null is the site's host.</summary>
    public string? Title { get; init; }

    public string? Description { get; init; }

    /// <summary>Who has written what names no author, which Atom wants to know; null is the title.</summary>
    public string? Author { get; init; }
}

internal enum FeedContent
{
    /// <summary>The whole text, rendered.</summary>
    Full,
    Excerpt,
}
