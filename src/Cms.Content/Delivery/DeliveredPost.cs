using System.Text.Json;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Content.Taxonomies;
using Cms.Markdown.Templates;

namespace Cms.Content.Delivery;

/// <summary>A published post with all that its answer names.</summary>
/// <param name="Body">Null when the query did not ask for it.</param>
/// <param name="Rendering">How the post's source has it rendered.</param>
public record DeliveredPost(
    PublishedPost Post,
    IReadOnlyList<TermReference> Tags,
    IReadOnlyList<TermReference> Categories,
    IReadOnlyList<TermReference> Authors,
    IReadOnlyList<TermReference> Keywords,
    IReadOnlyList<Translation> Translations,
    PublishedBody? Body,
    SourceRendering Rendering)
{
    /// <summary>The posts that the body names by their files; found only where the query asked for the body.</summary>
    public IReadOnlyList<NamedPost> Names { get; init; } = [];

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
            PublishedAt = Post.PublishedAt,
            Tags = [.. Tags.Select(tag => tag.Name)],
            Categories = [.. Categories.Select(category => category.Name)],
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

/// <summary>A published post that another one's text names by its file.</summary>
public sealed record NamedPost(PostReference Reference, Guid Id, PostTarget Target);

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
