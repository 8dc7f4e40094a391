namespace Cms.Feeds;

/// <summary>A format that feeds come in.</summary>
/// <param name="Ending">Of the address: <c>/feed.atom</c>.</param>
internal sealed record FeedForm(string Ending, string ContentType, Func<Feed, byte[]> Write)
{
    public static IReadOnlyList<FeedForm> All { get; } =
    [
        new("atom", AtomFeed.ContentType, AtomFeed.Write),
        new("rss", RssFeed.ContentType, RssFeed.Write),
        new("json", JsonFeed.ContentType, JsonFeed.Write),
    ];
}
