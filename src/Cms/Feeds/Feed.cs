namespace Cms.Feeds;

/// <summary>A feed before it takes a form. No text in it holds a character that XML cannot.</summary>
/// <param name="Url">The feed's own address, in the form asked for.</param>
/// <param name="Author">Who has written the entries that name nobody.</param>
/// <param name="Language">A tag of BCP 47; null where the entries may be in any.</param>
/// <param name="Updated">The last change of any entry; null without entries.</param>
/// <param name="HoldsExcerpts">Whether the entries' HTML is the beginning alone.</param>
internal sealed record Feed(
    string Url,
    string HomeUrl,
    string Title,
    string? Description,
    string Author,
    string? Language,
    DateTimeOffset? Updated,
    bool HoldsExcerpts,
    IReadOnlyList<FeedEntry> Entries);

/// <param name="Id">The post's, as a URN: it stays when the address changes.</param>
/// <param name="Summary">Plain text.</param>
/// <param name="Html">Its addresses are whole ones, save those within the text itself.</param>
internal sealed record FeedEntry(
    string Id,
    string Url,
    string Title,
    DateTimeOffset Published,
    DateTimeOffset Updated,
    string? Language,
    string Summary,
    string Html,
    string? ImageUrl,
    IReadOnlyList<FeedAuthor> Authors,
    IReadOnlyList<FeedCategory> Categories);

/// <param name="Url">Null where the author names no page of theirs.</param>
internal sealed record FeedAuthor(string Name, string? Url);

/// <summary>A category or tag.</summary>
internal sealed record FeedCategory(string Slug, string Name);
