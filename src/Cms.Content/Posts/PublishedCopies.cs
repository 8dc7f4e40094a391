using Cms.Content.Sources;
using Cms.Markdown;

namespace Cms.Content.Posts;

/// <summary>Makes the published copy of a post: what readers are to see, and what delivery finds it by.</summary>
public sealed class PublishedCopies(MarkdownRenderer renderer)
{
    // A post whose text asks for more than the renderer's bounds is kept and delivered; its excerpt is this much of the raw text.
    private const int UnrenderedExcerptLength = 200;

    public PublishedCopy Of(Post post, SourceRendering source)
    {
        var content = SafeAddresses.In(post.Content);
        var publishedAt = content.PublishedAt ?? post.CreatedAt;
        var day = content.PublishedOn ?? DateOnly.FromDateTime(publishedAt.UtcDateTime);
        var text = Read(post, source);
        return new PublishedCopy(
            new PublishedPost
            {
                Id = post.Id,
                Revision = post.Revision,
                Slug = content.Slug,
                Path = content.Path,
                Title = content.Title,
                TitleKey = SortKey(content.Title),
                Language = content.Language,
                Links = content.Links,
                Description = content.Description,
                Image = content.Image,
                CanonicalUrl = content.CanonicalUrl,
                Featured = content.Featured,
                ExcerptText = text.Excerpt,
                WordCount = text.WordCount,
                ReadingMinutes = text.ReadingMinutes,
                Origin = post.Origin,
                CreatedAt = post.CreatedAt,
                PublishedAt = publishedAt,
                ModifiedAt = content.ModifiedAt ?? (post.RevisedAt > publishedAt ? post.RevisedAt.Value : publishedAt),
                StoredAt = post.ChangedAt,
                Year = day.Year,
                Month = day.Month,
                // Two name spaces: a key that an author chose is no slug.
                TranslationKey = content.TranslationKey is { } key ? $"key:{key}" : $"slug:{content.Slug}",
                Fields = content.Fields,
            },
            new PublishedBody { Id = post.Id, Markdown = content.Markdown, Markup = content.Markup, Excerpt = content.Excerpt, Original = content.Original },
            content,
            text.Links);
    }

    // An index entry has a bound, and titles that are equal this far are sorted by their ids.
    internal static byte[] SortKey(string title)
    {
        const int MaximumLength = 400;
        var key = SlugRules.TitleKey(title);
        return key.Length <= MaximumLength ? key : key[..MaximumLength];
    }

    private (string Excerpt, int WordCount, int ReadingMinutes, IReadOnlyList<BodyLink> Links) Read(Post post, SourceRendering source)
    {
        // Posts that this one names by their files may come later than it: their addresses are looked up when it is read.
        var content = post.Content;
        var context = PostTemplates.ContextOf(source, content, post.Origin?.File, post.ChangedAt);
        var options = source.OptionsFor(content.Markup, content.Fields);
        try
        {
            var summary = renderer.Summarize(content.Markdown, options, context, content.Excerpt);
            return (summary.ExcerptText, summary.WordCount, summary.ReadingMinutes, summary.Links);
        }
        catch (RenderingLimitException)
        {
            return (Beginning(content.Markdown), 0, 0, []);
        }
    }

    private static string Beginning(string text)
    {
        if (text.Length <= UnrenderedExcerptLength)
        {
            return text;
        }

        // Not in the middle of a character: half of one is no text.
        var length = char.IsHighSurrogate(text[UnrenderedExcerptLength - 1]) ? UnrenderedExcerptLength - 1 : UnrenderedExcerptLength;
        return text[..length];
    }
}

/// <summary>A published copy in its parts.</summary>
/// <param name="Content">Where its terms and links are written from.</param>
/// <param name="BodyLinks">Links of the Markdown, in order.</param>
public sealed record PublishedCopy(PublishedPost Post, PublishedBody Body, PostContent Content, IReadOnlyList<BodyLink> BodyLinks)
{
    /// <summary>The number of the event that wrote the content; null for one that is being written, and so is the youngest.</summary>
    public long? WrittenBy { get; init; }
}
