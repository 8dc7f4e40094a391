namespace Cms.Content.Posts;

/// <summary>What a writer wants a post to say: all of it. What is left out is empty, save <see cref="Slug"/>, <see cref="Path"/> and <see cref="Language"/>.</summary>
public sealed record PostDraft
{
    public required string Title { get; init; }

    /// <summary>Null asks for one made of the title, or leaves the one that the post has.</summary>
    public string? Slug { get; init; }

    /// <summary>Null asks for one by the site's permalink, or leaves the one that the post has unless its slug changes.</summary>
    public string? Path { get; init; }

    /// <summary>Null asks for the site's or the text's, or leaves the one that the post has.</summary>
    public string? Language { get; init; }

    /// <summary>Whether <see cref="Language"/> is to be taken away where it is null.</summary>
    public bool WithoutLanguage { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    public IReadOnlyList<PostLink> Links { get; init; } = [];

    public IReadOnlyList<PostAuthor> Authors { get; init; } = [];

    public string? Description { get; init; }

    public PostImage? Image { get; init; }

    public string? CanonicalUrl { get; init; }

    public bool Featured { get; init; }

    public string? Excerpt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public Fields Fields { get; init; } = Fields.Empty;

    public string Markdown { get; init; } = "";

    /// <summary>What only a file says; null leaves what the post has.</summary>
    public FileProperties? File { get; init; }

    /// <summary>The draft that would change nothing.</summary>
    public static PostDraft Of(PostContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        return new()
        {
            Title = content.Title,
            Language = content.Language,
            WithoutLanguage = content.Language is null,
            Categories = content.Categories,
            Tags = content.Tags,
            Keywords = content.Keywords,
            Links = content.Links,
            Authors = content.Authors,
            Description = content.Description,
            Image = content.Image,
            CanonicalUrl = content.CanonicalUrl,
            Featured = content.Featured,
            Excerpt = content.Excerpt,
            PublishedAt = content.PublishedAt,
            Fields = content.Fields,
            Markdown = content.Markdown,
        };
    }
}

/// <summary>What front matter says and the API's JSON has no word for.</summary>
/// <param name="Original">The file, so that it can be given back as it was.</param>
public sealed record FileProperties(string? TranslationKey, DateTimeOffset? ModifiedAt, IReadOnlyList<string> RedirectFrom, OriginalFile Original);
