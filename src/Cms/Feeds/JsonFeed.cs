using System.Text.Json;
using System.Text.Json.Serialization;
using Cms.Answers;

namespace Cms.Feeds;

/// <summary>JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/).</summary>
internal static class JsonFeed
{
    public const string ContentType = "application/feed+json";

    private static readonly JsonSerializerOptions Options = new(Json.Options)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public static byte[] Write(Feed feed) => JsonSerializer.SerializeToUtf8Bytes(
        new Document(
            "https://jsonfeed.org/version/1.1",
            feed.Title,
            feed.HomeUrl,
            feed.Url,
            feed.Description,
            feed.Language,
            [new FeedAuthor(feed.Author, Url: null)],
            [.. feed.Entries.Select(entry => ItemOf(entry, feed.HoldsExcerpts))]),
        Options);

    private static Item ItemOf(FeedEntry entry, bool isExcerpt) => new(
        entry.Id,
        entry.Url,
        entry.Title,
        entry.Html,
        isExcerpt ? null : entry.Summary,
        entry.ImageUrl,
        entry.Published,
        entry.Updated,
        entry.Authors is [] ? null : entry.Authors,
        [.. entry.Categories.Select(category => category.Name)],
        entry.Language);

    private sealed record Document(
        string Version,
        string Title,
        string HomePageUrl,
        string FeedUrl,
        string? Description,
        string? Language,
        IReadOnlyList<FeedAuthor> Authors,
        IReadOnlyList<Item> Items);

    private sealed record Item(
        string Id,
        string Url,
        string Title,
        string ContentHtml,
        string? Summary,
        string? Image,
        DateTimeOffset DatePublished,
        DateTimeOffset DateModified,
        IReadOnlyList<FeedAuthor>? Authors,
        IReadOnlyList<string> Tags,
        string? Language);
}
