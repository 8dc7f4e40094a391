namespace Cms.Feeds;

/// <summary>A format that feeds come in.</summary>
/// <param name="Ending">Of the address: <c>/feed.atom</c>.</param>
/// <param name="Name">Part of its operations' names in the reference.</param>
/// <param name="Format">What it is called.</param>
internal sealed record FeedForm(string Ending, string Name, string Format, string ContentType, Func<Feed, byte[]> Write)
{
    public static IReadOnlyList<FeedForm> All { get; } =
    [
        new("atom", "Atom", "Atom", AtomFeed.ContentType, AtomFeed.Write),
        new("rss", "Rss", "RSS 2.0", RssFeed.ContentType, RssFeed.Write),
        new("json", "Json", "JSON Feed 1.1", JsonFeed.ContentType, JsonFeed.Write),
    ];
}
