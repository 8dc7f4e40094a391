using Cms.Content.Delivery;
using Cms.Hosting;
using Cms.Markdown.Html;
using Cms.Rendering;
using Microsoft.Extensions.Options;

namespace Cms.Feeds;

/// <summary>Makes feeds of published posts. What is said of a post is named here, so that nothing else of it gets out.</summary>
internal sealed class FeedContents(PostTexts texts, IOptions<FeedOptions> feeds, IOptions<SiteOptions> site)
{
    private readonly FeedOptions options = feeds.Value;

    public PostQuery QueryOf(FeedTopic topic) => new() { Filter = topic.Filter, Limit = options.Limit, Parts = PostParts.Body };

    /// <param name="posts">Loaded with their bodies, the newest first.</param>
    public Feed Of(FeedTopic topic, FeedForm form, IReadOnlyList<DeliveredPost> posts, SiteAddress address, CancellationToken ct)
    {
        var title = options.Title ?? address.Host;
        var name = posts is [var any, ..] ? topic.NameIn(any) : null;
        return new Feed(
            address.UrlOf($"{topic.Path}/feed.{form.Ending}"),
            address.Home,
            XmlText.Clean(name is null ? title : $"{title}: {name}"),
            options.Description is { } description ? XmlText.Clean(description) : null,
            XmlText.Clean(options.Author ?? title),
            XmlText.LanguageTag(topic is FeedTopic.InLanguage language ? language.Code : site.Value.Language),
            posts.Count == 0 ? null : posts.Max(post => post.Post.ModifiedAt),
            options.Content == FeedContent.Excerpt,
            [.. posts.Select(post => EntryOf(post, address, ct))]);
    }

    private FeedEntry EntryOf(DeliveredPost delivered, SiteAddress address, CancellationToken ct)
    {
        var post = delivered.Post;
        var url = address.UrlOf(post.Path);
        var page = new Uri(url);
        var rendering = texts.Render(delivered, rendering => rendering with { BaseUrl = page }, ct);
        return new FeedEntry(
            $"urn:uuid:{post.Id}",
            url,
            XmlText.Clean(post.Title),
            post.PublishedAt,
            post.ModifiedAt,
            XmlText.LanguageTag(post.Language),
            XmlText.Clean(post.Description ?? post.ExcerptText),
            XmlText.Clean(options.Content == FeedContent.Excerpt ? rendering.ExcerptHtml : rendering.Html),
            UrlOf(post.Image?.Url, page),
            [.. delivered.Authors.Select(author => new FeedAuthor(XmlText.Clean(author.Name), UrlOf(author.Url, page)))],
            CategoriesOf(delivered));
    }

    private static List<FeedCategory> CategoriesOf(DeliveredPost post) =>
    [
        .. post.Categories.Concat(post.Tags)
            .DistinctBy(term => term.Key, StringComparer.Ordinal)
            .Select(term => new FeedCategory(XmlText.Clean(term.Slug), XmlText.Clean(term.Name))),
    ];

    // An address that a reader could follow; null for anything else.
    private static string? UrlOf(string? written, Uri page) =>
        written is not null && Uri.TryCreate(SafeUrl.Resolve(written.Trim(), page), UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url.AbsoluteUri : null;
}
