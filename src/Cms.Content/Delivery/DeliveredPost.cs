using System.Text.Json;
using Cms.Content.Links;
using Cms.Content.Posts;
using Cms.Content.Posts.Prepared;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using Cms.Markdown;
using Cms.Markdown.Templates;

namespace Cms.Content.Delivery;

/// <summary>A published post with all that its answer names.</summary>
public record DeliveredPost
{
    private PublishedPost? post;
    private PreparedPost? prepared;

    internal DeliveredPost(
        Guid id, Guid? sourceId, PreparedPost prepared, PostTermReferences terms, IReadOnlyList<Translation> translations, PublishedBody? body, SourceRendering rendering)
    {
        (Id, SourceId, this.prepared, Terms) = (id, sourceId, prepared, terms);
        (Translations, Body, Rendering) = (translations, body, rendering);
    }

    internal DeliveredPost(PublishedPost post, PostTermReferences terms, IReadOnlyList<Translation> translations, PublishedBody? body, SourceRendering rendering)
    {
        (Id, SourceId, this.post, Terms) = (post.Id, post.SourceId, post, terms);
        (Translations, Body, Rendering) = (translations, body, rendering);
    }

    public Guid Id { get; }

    public PublishedPost Post => post ??= prepared!.Read();

    /// <summary>The same, for answers that copy it.</summary>
    public PreparedPost Prepared => prepared ??= new PreparedPost(PreparedPost.Write(post!));

    /// <summary>Of the source that it was imported with; null for a post made in the store.</summary>
    public Guid? SourceId { get; }

    public PostTermReferences Terms { get; }

    public IReadOnlyList<TermReference> Tags => Terms.Of(Taxonomy.Tag);

    public IReadOnlyList<TermReference> Categories => Terms.Of(Taxonomy.Category);

    public IReadOnlyList<TermReference> Authors => Terms.Of(Taxonomy.Author);

    public IReadOnlyList<TermReference> Keywords => Terms.Of(Taxonomy.Keyword);

    public IReadOnlyList<Translation> Translations { get; }

    /// <summary>Null when the query did not ask for it; with its original where it asked for that, too.</summary>
    public PublishedBody? Body { get; }

    /// <summary>How the post's source has it rendered; known where the query asked for the body.</summary>
    public SourceRendering Rendering { get; }

    /// <summary>How its body is rendered.</summary>
    /// <exception cref="InvalidOperationException">The query did not ask for the body.</exception>
    public RenderingOptions RenderingOptions
    {
        get
        {
            var body = Body ?? throw new InvalidOperationException("The post was loaded without its body.");
            return Rendering.OptionsFor(body.Markup, Prepared[PostMember.Fields].IndexOf("excerpt_separator"u8) < 0 ? Fields.Empty : Post.Fields);
        }
    }

    /// <summary>The posts that the body names by their files; found only where the query asked for the body.</summary>
    public IReadOnlyList<NamedPost> Names { get; init; } = [];

    /// <summary>The links of the front matter, then of the text, as JSON: of each its name, URL, host and place. Null when the query did not ask for them.</summary>
    public byte[]? PreparedLinks { get; init; }

    /// <summary>The links of the front matter, then of the text; null when the query did not ask for them.</summary>
    public IReadOnlyList<CarriedLink>? CarriedLinks => PreparedLinks is { } links ? PreparedPosts.ReadLinks(Id, links) : null;

    /// <summary>What the templates in its text can name. The query has to have asked for the body.</summary>
    public PostContext ToContext()
    {
        var body = Body ?? throw new InvalidOperationException("The post was loaded without its body.");
        var content = new PostContent
        {
            Title = Post.Title,
            Slug = Post.Slug,
            Path = Post.Path,
            Language = Post.Language,
            Description = Post.Description,
            Image = Post.Image,
            CanonicalUrl = Post.CanonicalUrl,
            Featured = Post.Featured,
            Links = Post.Links,
            Excerpt = body.Excerpt,
            PublishedAt = Post.PublishedAt,
            ModifiedAt = Post.ModifiedAt == Post.PublishedAt ? null : Post.ModifiedAt,
            Tags = [.. Tags.Select(tag => tag.Name)],
            Categories = [.. Categories.Select(category => category.Name)],
            Keywords = [.. Keywords.Select(keyword => keyword.Name)],
            Authors = [.. Authors.Select(author => new PostAuthor(author.Name))],
            Fields = Post.Fields,
            Markdown = body.Markdown,
        };
        return PostTemplates.ContextOf(Rendering, content, Post.Origin?.File, Post.StoredAt) with
        {
            Posts = Names.DistinctBy(name => name.Reference).ToDictionary(name => name.Reference, name => name.Target),
        };
    }
}

/// <summary>The same text in another language.</summary>
/// <param name="Language">Empty where a post of the same slug has none.</param>
public sealed record Translation(Guid Id, string Language, string Slug, string Path)
{
    /// <summary>Reads the arrays that a statement gathers.</summary>
    internal static IReadOnlyList<Translation> ReadAll(string json) =>
        [.. JsonSerializer.Deserialize<string[][]>(json)!.Select(other => new Translation(Guid.Parse(other[0]), other[1], other[2], other[3]))];
}

/// <summary>How an address was answered.</summary>
public abstract record PostLookup
{
    /// <param name="Alternates">Paths of other published posts with the same slug, newest first.</param>
    public sealed record Found(DeliveredPost Post, IReadOnlyList<Translation> Alternates) : PostLookup;

    /// <summary>The address has another, canonical spelling, or was renamed: redirect there (301).</summary>
    /// <param name="Slug">The canonical slug.</param>
    /// <param name="Path">The canonical path.</param>
    public sealed record Moved(string Slug, string Path) : PostLookup;

    public sealed record NotFound : PostLookup;
}
