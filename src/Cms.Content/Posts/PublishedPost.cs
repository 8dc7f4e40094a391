using Cms.Markdown.Templates;

namespace Cms.Content.Posts;

/// <summary>The published copy: what readers may know of a post, save its body. Delivery reads only this and <see cref="PublishedBody"/>.</summary>
/// <remarks>Its tags, categories, authors and keywords stand in rows beside it, so that a rename touches no post.</remarks>
public sealed record PublishedPost
{
    public required Guid Id { get; init; }

    /// <summary>The revision that is published.</summary>
    public required int Revision { get; init; }

    public required string Slug { get; init; }

    public required string Path { get; init; }

    public required string Title { get; init; }

    /// <summary>The title, folded, in UTF-8: bytes sort the same in every database, whatever its collation.</summary>
    public required byte[] TitleKey { get; init; }

    public string? Language { get; init; }

    public IReadOnlyList<PostLink> Links { get; init; } = [];

    public string? Description { get; init; }

    public PostImage? Image { get; init; }

    public string? CanonicalUrl { get; init; }

    public bool Featured { get; init; }

    /// <summary>The excerpt as plain text.</summary>
    public required string ExcerptText { get; init; }

    public required int WordCount { get; init; }

    public required int ReadingMinutes { get; init; }

    public PostOrigin? Origin { get; init; }

    /// <summary>The source's id again, for its index.</summary>
    public Guid? SourceId => Origin?.SourceId;

    /// <summary>What other posts of the source name it by: see <see cref="PostReference.NameOf"/>.</summary>
    public string? FileName => Origin is { } origin ? PostReference.NameOf(origin.File) : null;

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>The front matter's, else the last change made in the store, else <see cref="PublishedAt"/>.</summary>
    public required DateTimeOffset ModifiedAt { get; init; }

    /// <summary>When this copy was stored, or last rendered anew: the answer's <c>Last-Modified</c>.</summary>
    public required DateTimeOffset StoredAt { get; init; }

    /// <summary>Year of the post's own day in its source's zone.</summary>
    public required int Year { get; init; }

    /// <summary>Month (1–12) of the post's own day in its source's zone.</summary>
    public required int Month { get; init; }

    /// <summary>Posts with the same key and another language are translations of each other.</summary>
    public required string TranslationKey { get; init; }

    public Fields Fields { get; init; } = Fields.Empty;

    /// <summary>The fields again, as filters find them.</summary>
    public IReadOnlyList<FilterField> FilterFields => FilterField.Of(Fields);
}

/// <summary>The published copy's text, apart from the rest so that a page of posts does not read it.</summary>
public sealed record PublishedBody
{
    public required Guid Id { get; init; }

    public required string Markdown { get; init; }

    public Markup Markup { get; init; }

    /// <summary>The excerpt that the author wrote, as Markdown; null when it is cut from the text.</summary>
    public string? Excerpt { get; init; }

    public OriginalFile? Original { get; init; }
}
