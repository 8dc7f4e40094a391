using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>What a generator has its own rules for.</summary>
internal sealed record PostFacts
{
    /// <summary>The generator's own name for the post, before it is made fit for an address.</summary>
    public required string GeneratorSlug { get; init; }

    public required string Title { get; init; }

    /// <summary>Without the source's prefix.</summary>
    public required string Path { get; init; }

    public string Prefix { get; init; } = "";

    public required PostStatus Status { get; init; }

    public required DateTimeOffset? PublishedAt { get; init; }

    /// <summary>When readers are to lose the post, where the generator has a key for that.</summary>
    public DateTimeOffset? UnpublishAt { get; init; }

    /// <summary>The day of <see cref="PublishedAt"/> on the clock that the blog's addresses go by.</summary>
    public required DateOnly? PublishedOn { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The site's language, for a post that names none.</summary>
    public string? Language { get; init; }

    /// <summary>What the generator joins translations by; null when it leaves that to the front matter.</summary>
    public string? TranslationKey { get; init; }

    public KnownAuthors KnownAuthors { get; init; } = KnownAuthors.Nobody;

    /// <summary>What the generator takes the body for.</summary>
    public Markup Markup { get; init; }

    /// <summary>How the generator reads dates.</summary>
    public required Func<FrontMatterScalar, DateTimeOffset?> ReadDate { get; init; }

    /// <summary>The folder, with both slashes, that a former address without a leading slash is meant from.</summary>
    public string AliasFolder { get; init; } = "/";
}
