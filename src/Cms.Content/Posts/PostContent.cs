using System.Text.Json.Serialization;

namespace Cms.Content.Posts;

/// <summary>What a post says: its front matter, understood, and its Markdown. The same for the working and the published copy.</summary>
public sealed record PostContent
{
    public required string Title { get; init; }

    /// <summary>Short name for addresses, in Jekyll's <c>:slug</c> form. Not unique.</summary>
    public required string Slug { get; init; }

    /// <summary>The permalink's whole path, percent-decoded, with its leading slash. Unique in the store.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the path still follows the slug and the date: a draft's that nobody gave one. The first publication fixes it.</summary>
    public bool IsPathProvisional { get; init; }

    /// <summary>A BCP 47 tag as the blog writes it (<c>de</c>, <c>pt-br</c>); null when nobody says and the text does not tell.</summary>
    public string? Language { get; init; }

    /// <summary>In Jekyll's spelling and order; the first is the post's <c>category</c>.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>In the post's own spelling, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<string> Keywords { get; init; } = [];

    /// <summary>The front matter's links, in order.</summary>
    public IReadOnlyList<PostLink> Links { get; init; } = [];

    public IReadOnlyList<PostAuthor> Authors { get; init; } = [];

    public string? Description { get; init; }

    public PostImage? Image { get; init; }

    public string? CanonicalUrl { get; init; }

    public bool Featured { get; init; }

    /// <summary>The excerpt that the author wrote, as Markdown; null when it is cut from the text.</summary>
    public string? Excerpt { get; init; }

    /// <summary>What joins translations of one text; null when only the slug does.</summary>
    public string? TranslationKey { get; init; }

    /// <summary>The date that the post bears; null for a draft without one.</summary>
    public DateTimeOffset? PublishedAt { get; init; }

    /// <summary>The calendar day of <see cref="PublishedAt"/> in the zone of the post's source: the day of its permalink and of the archive.</summary>
    public DateOnly? PublishedOn { get; init; }

    /// <summary>When the author last changed the text, as front matter says; null when it does not.</summary>
    public DateTimeOffset? ModifiedAt { get; init; }

    /// <summary>Paths that this post had elsewhere and that lead to it (<c>redirect_from</c>, <c>aliases</c>).</summary>
    public IReadOnlyList<string> RedirectFrom { get; init; } = [];

    /// <summary>
    /// Every other front matter key, as it was and in its order; behind those of the file the ones that its source has by default, which
    /// <see cref="Original"/> does not hold.
    /// </summary>
    public Fields Fields { get; init; } = Fields.Empty;

    /// <summary>The body, with LF line endings, before Liquid.</summary>
    public required string Markdown { get; init; }

    /// <summary>What <see cref="Markdown"/> is to its generator: Jekyll, for one, puts no post whose file ends in <c>.html</c> through Markdown.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public Markup Markup { get; init; }

    /// <summary>The file as it came, when it came from one; null for posts made in the store.</summary>
    public OriginalFile? Original { get; init; }
}

/// <summary>What a body is written in.</summary>
public enum Markup
{
    Markdown,

    /// <summary>HTML, in which nothing of Markdown means anything.</summary>
    Html,
}

/// <summary>A link that the front matter names.</summary>
/// <param name="Name">The author's label.</param>
/// <param name="Url">Absolute or relative; null for a label without an address.</param>
public sealed record PostLink(string Name, string? Url);

/// <summary>Who wrote a post. <paramref name="Email"/> is never shown to readers.</summary>
public sealed record PostAuthor(string Name, string? Url = null, string? Email = null);

/// <summary>A post's picture: its address, and what else the front matter's map held.</summary>
public sealed record PostImage(string Url, Fields Details);

/// <summary>The bytes of an imported file, so that it can be given back as it was.</summary>
/// <param name="Head">All before the body, fences included. The file is <c>Head + Markdown</c> in UTF-8 unless <paramref name="Bytes"/> says otherwise.</param>
/// <param name="Bytes">The whole file, when text cannot carry it (other encodings, NUL, CR line ends).</param>
public sealed record OriginalFile(string Head, byte[]? Bytes = null);

/// <summary>Where a post came from.</summary>
/// <param name="SourceId">The source's id.</param>
/// <param name="Source">The source's name.</param>
/// <param name="File">Path within the source, with forward slashes.</param>
/// <param name="Hash">SHA-256 of the file, a hyphen, and that of the configuration that it was read under, in hex: equal means unchanged.</param>
public sealed record PostOrigin(Guid SourceId, string Source, string File, string Hash)
{
    /// <summary>The path that the blog gives it, which differs from the post's where another post has that; null in posts that were imported before this was kept.</summary>
    public string? Path { get; init; }
}
