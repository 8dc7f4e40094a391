using System.Text.Json.Nodes;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>A published post.</summary>
/// <param name="Id">A UUID that never changes.</param>
/// <param name="Slug">Its short name for addresses. Other posts may have the same.</param>
/// <param name="Path">Its permalink on the site, percent-decoded. No other post has it.</param>
/// <param name="Status">Always <c>published</c> here.</param>
/// <param name="Language">As the post writes it (<c>de</c>, <c>pt-br</c>); null when it names none.</param>
/// <param name="Category">The first of its categories.</param>
/// <param name="Links">The links that its front matter names, in order.</param>
/// <param name="Image">The address as <c>url</c>, with whatever else the post says about its picture.</param>
/// <param name="Excerpt">In the format of the body; plain text where that is <c>none</c>.</param>
/// <param name="Url">Its whole address on the site; null while the site's own is not set.</param>
/// <param name="Origin">The file it was imported from; null for one that was made in the store.</param>
/// <param name="ModifiedAt">When its author last changed it, as the post says, else its publication.</param>
/// <param name="Revision">Grows with each change of the post.</param>
/// <param name="Translations">The same text in other languages.</param>
/// <param name="Fields">Every other key of its front matter, in order.</param>
/// <param name="Body">Null where none is asked for.</param>
internal record PostResponse(
    Guid Id,
    string Slug,
    string Path,
    string Title,
    string Status,
    string? Language,
    string? Category,
    IReadOnlyList<string> Categories,
    IReadOnlyList<NamedResponse> Tags,
    IReadOnlyList<string> Keywords,
    IReadOnlyList<PostLinkResponse> Links,
    IReadOnlyList<AuthorResponse> Authors,
    string? Description,
    JsonObject? Image,
    string? CanonicalUrl,
    bool Featured,
    string Excerpt,
    int WordCount,
    int ReadingMinutes,
    string? Url,
    OriginResponse? Origin,
    DateTimeOffset CreatedAt,
    DateTimeOffset ModifiedAt,
    DateTimeOffset PublishedAt,
    int Revision,
    IReadOnlyList<TranslationResponse> Translations,
    JsonObject Fields,
    BodyResponse? Body);

internal sealed record NamedResponse(string Slug, string Name);

/// <param name="Url">Null for a label without an address.</param>
internal sealed record PostLinkResponse(string Name, string? Url);

internal sealed record AuthorResponse(string Slug, string Name, string? Url);

/// <param name="Source">The name of what it was imported with.</param>
/// <param name="File">Its place in there.</param>
internal sealed record OriginResponse(string Source, string File);

internal sealed record TranslationResponse(string? Language, string Slug, string Path);

/// <param name="Format">One of <c>markdown</c>, <c>html</c>, <c>text</c>.</param>
internal sealed record BodyResponse(BodyFormat Format, string Content);

internal sealed record PostPageResponse(IReadOnlyList<PostResponse> Items, PageResponse Page);
