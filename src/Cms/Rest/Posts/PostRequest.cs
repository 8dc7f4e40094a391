using System.Text.Json;
using System.Text.Json.Nodes;

namespace Cms.Rest.Posts;

/// <summary>What a writer wants a post to say. Only the title is required.</summary>
/// <param name="Id">The caller's own id for a new post, a UUID of version 7; left out, the post gets one.</param>
/// <param name="Title">One line.</param>
/// <param name="Markdown">The text, without front matter.</param>
/// <param name="Slug">Its short name for addresses; left out, it is made of the title, or stays.</param>
/// <param name="Path">Its permalink on the site; left out, it is made by the site's permalink, or stays.</param>
/// <param name="Language">A BCP 47 tag; left out, it is the site's or detected, or stays.</param>
/// <param name="Category">The first of its categories.</param>
/// <param name="Links">What the text recommends, in order.</param>
/// <param name="Authors">Names, or objects with more.</param>
/// <param name="Image">An address, or an object with it as <c>url</c> and whatever else is to be known of the picture.</param>
/// <param name="Excerpt">As Markdown; left out, it is cut from the text.</param>
/// <param name="PublishedAt">The date that the post bears; left out, its first publication.</param>
/// <param name="Fields">Whatever else, under names of your own.</param>
internal sealed record PostRequest(
    Guid? Id,
    string Title,
    string? Markdown,
    string? Slug,
    string? Path,
    string? Language,
    string? Category,
    IReadOnlyList<string>? Categories,
    IReadOnlyList<string>? Tags,
    IReadOnlyList<string>? Keywords,
    IReadOnlyList<PostLinkResponse>? Links,
    IReadOnlyList<AuthorRequest>? Authors,
    string? Description,
    JsonNode? Image,
    string? CanonicalUrl,
    bool? Featured,
    string? Excerpt,
    DateTimeOffset? PublishedAt,
    JsonObject? Fields)
{
    /// <summary>The members that there are.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PostRequest).GetProperties().Where(property => property.CanWrite).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];
}

/// <param name="Email">Kept, and never shown to readers.</param>
internal sealed record AuthorRequest(string Name, string? Url, string? Email);

/// <summary>When a post is to go out and when it is to go away. A time that is left out stays as it was; null takes it away.</summary>
internal sealed record ScheduleRequest(DateTimeOffset? PublishAt, DateTimeOffset? UnpublishAt);
