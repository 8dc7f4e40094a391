using Cms.Content.Sources;
using Cms.Markdown;
using Cms.Markdown.Templates;

namespace Cms.Content.Posts;

/// <summary>Makes the published copy of a post: what readers are to see, and what delivery finds it by.</summary>
public sealed class PublishedCopies(MarkdownRenderer renderer)
{
    // A post whose text asks for more than the renderer's bounds is kept and delivered; its excerpt is this much of the raw text.
    private const int UnrenderedExcerptLength = 200;

    /// <param name="names">The posts that the text names by their files; null where they are not looked up yet.</param>
    public PublishedCopy Of(Post post, SourceRendering source, IReadOnlyDictionary<PostReference, PostTarget>? names = null)
    {
        var content = SafeAddresses.In(post.Content);
        var publishedAt = content.PublishedAt ?? post.CreatedAt;
        var day = content.PublishedOn ?? DateOnly.FromDateTime(publishedAt.UtcDateTime);
        var text = Read(post, source, names);
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
                ExcerptText = text.ExcerptText,
                WordCount = text.WordCount,
                ReadingMinutes = text.ReadingMinutes,
                Origin = post.Origin,
                CreatedAt = post.CreatedAt,
                PublishedAt = publishedAt,
                ModifiedAt = content.ModifiedAt ?? (post.RevisedAt > publishedAt ? post.RevisedAt.Value : publishedAt),
                StoredAt = StoredAt(post, source),
                Year = day.Year,
                Month = day.Month,
                // Two name spaces: a key that an author chose is no slug.
                TranslationKey = content.TranslationKey is { } key ? $"key:{key}" : $"slug:{content.Slug}",
                Fields = content.Fields,
            },
            new PublishedBody { Id = post.Id, Markdown = content.Markdown, Markup = content.Markup, Excerpt = content.Excerpt, Original = content.Original },
            content,
            text.Links)
        {
            Warnings = text.Warnings,
        };
    }

    /// <summary>What of a post that does not go out could not be rendered as its author meant it. Cheaper than a copy: only its templates are looked at.</summary>
    public IReadOnlyList<RenderingWarning> WarningsOf(Post post, SourceRendering source, IReadOnlyDictionary<PostReference, PostTarget>? names = null)
    {
        ArgumentNullException.ThrowIfNull(post);
        ArgumentNullException.ThrowIfNull(source);
        var content = post.Content;
        try
        {
            return renderer.CheckTemplates(content.Markdown, source.OptionsFor(content.Markup, content.Fields), ContextOf(post, source, names));
        }
        catch (RenderingLimitException limit)
        {
            return [Exceeds(limit)];
        }
    }

    // An index entry has a bound, and titles that are equal this far are sorted by their ids.
    internal static byte[] SortKey(string title)
    {
        const int MaximumLength = 400;
        var key = SlugRules.TitleKey(title);
        return key.Length <= MaximumLength ? key : key[..MaximumLength];
    }

    private Summary Read(Post post, SourceRendering source, IReadOnlyDictionary<PostReference, PostTarget>? names)
    {
        var content = post.Content;
        var context = ContextOf(post, source, names);
        var options = source.OptionsFor(content.Markup, content.Fields);
        try
        {
            return renderer.Summarize(content.Markdown, options, context, content.Excerpt);
        }
        catch (RenderingLimitException limit)
        {
            return new(Beginning(content.Markdown), 0, 0, [], [Exceeds(limit)]);
        }
    }

    private static PostContext ContextOf(Post post, SourceRendering source, IReadOnlyDictionary<PostReference, PostTarget>? names)
    {
        var context = PostTemplates.ContextOf(source, post.Content, post.Origin?.File, StoredAt(post, source));
        return names is null ? context : context with { Posts = names };
    }

    private static DateTimeOffset StoredAt(Post post, SourceRendering source) => source.RenderedAt > post.ChangedAt ? source.RenderedAt.Value : post.ChangedAt;

    private static RenderingWarning Exceeds(RenderingLimitException limit) => new(1, "rendering-too-expensive", limit.Message);

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

    /// <summary>What could not be rendered as its author meant it, by the lines of the Markdown.</summary>
    public IReadOnlyList<RenderingWarning> Warnings { get; init; } = [];
}
