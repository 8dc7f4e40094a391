using System.ComponentModel.DataAnnotations;

namespace Cms.Content.Posts;

/// <summary>What the site says of posts that are written in the store.</summary>
public sealed record PostRules
{
    /// <summary>The source of the posts that a new store shows; they give way to the first post of its user's.</summary>
    public const string SampleSource = "sample";

    /// <summary>The template of their paths, in Jekyll's placeholders.</summary>
    public string Permalink { get; init; } = "/:year/:month/:day/:slug";

    /// <summary>Where a post's day is counted.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>The language of posts that name none; null leaves it to what their text tells.</summary>
    public string? Language { get; init; }

    public ContentLimits Limits { get; init; } = new();

    /// <summary>The keys of front matter that are checked wherever a post is written.</summary>
    public IReadOnlyList<DeclaredField> Fields { get; init; } = [];
}

/// <summary>How much a post may hold. Lengths are bytes of UTF-8. What is imported may hold more, and keeps it until it is changed.</summary>
public sealed record ContentLimits
{
    /// <summary>Of a title.</summary>
    [Range(1, 10_000)]
    public int Title { get; init; } = 500;

    /// <summary>Of a slug.</summary>
    [Range(1, 2_000)]
    public int Slug { get; init; } = 200;

    /// <summary>Of a path. PostgreSQL's index takes no more than some 2,700 bytes.</summary>
    [Range(1, 2_000)]
    public int Path { get; init; } = 1_000;

    /// <summary>Of the name of a tag, category, keyword or author, and of a language.</summary>
    [Range(1, 500)]
    public int Name { get; init; } = 200;

    /// <summary>How many tags, categories, keywords or authors a post has; each is counted by itself.</summary>
    [Range(1, 10_000)]
    public int Names { get; init; } = 100;

    /// <summary>How many links the front matter has.</summary>
    [Range(1, 10_000)]
    public int Links { get; init; } = 500;

    /// <summary>Of an address and of the name of a link.</summary>
    [Range(1, 100_000)]
    public int Url { get; init; } = 2_000;

    /// <summary>Of a description and of an excerpt.</summary>
    [Range(1, 1_000_000)]
    public int Text { get; init; } = 10_000;

    /// <summary>Of the Markdown.</summary>
    [Range(1, 50_000_000)]
    public int Markdown { get; init; } = 1_000_000;

    /// <summary>Of all other fields together, as JSON, and of what an image holds beside its address.</summary>
    [Range(1, 10_000_000)]
    public int Fields { get; init; } = 100_000;

    /// <summary>How deep values of other fields may be nested.</summary>
    [Range(1, 60)]
    public int Depth { get; init; } = 20;
}
