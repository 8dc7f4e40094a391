using System.Text.Json;
using Cms.Content.Delivery;
using Cms.Content.Drafts;
using Cms.Rendering;

namespace Cms.Rest.Posts;

/// <summary>Builds what is seen of a post that is not published as it stands, by naming it, property by property. Published ones go by <see cref="PostAnswers"/>.</summary>
internal sealed class PostResponses(PostTexts texts, PublicFields publicity)
{
    /// <summary>The properties of a post, as <c>select</c> names them.</summary>
    public static IReadOnlyList<string> Names { get; } =
        [.. typeof(PostResponse).GetProperties().Where(property => property.CanWrite).Select(property => JsonNamingPolicy.CamelCase.ConvertName(property.Name))];

    public PostResponse Of(DeliveredPost delivered, BodyFormat format, CancellationToken ct)
    {
        var post = delivered.Post;
        var (excerpt, body) = TextsOf(delivered, format, ct);
        return new PostResponse(
            post.Id,
            post.Slug,
            post.Path,
            post.Title,
            "published",
            post.Language,
            delivered.Categories is [var first, ..] ? first.Name : null,
            [.. delivered.Categories.Select(category => category.Name)],
            [.. delivered.Tags.Select(tag => new NamedResponse(tag.Slug, tag.Name))],
            [.. delivered.Keywords.Select(keyword => keyword.Name)],
            [.. post.Links.Select(link => new PostLinkResponse(link.Name, link.Url))],
            [.. delivered.Authors.Select(author => new AuthorResponse(author.Slug, author.Name, author.Url))],
            post.Description,
            post.Image is { } image ? publicity.ImageOf(image) : null,
            post.CanonicalUrl,
            post.Featured,
            excerpt,
            post.WordCount,
            post.ReadingMinutes,
            publicity.UrlOf(post.Path),
            post.Origin is { } origin ? new OriginResponse(origin.Source, origin.File) : null,
            post.CreatedAt,
            post.ModifiedAt,
            post.PublishedAt,
            post.Revision,
            [.. delivered.Translations.Select(other => new TranslationResponse(other.Language is "" ? null : other.Language, other.Slug, other.Path))],
            publicity.Of(post.Fields),
            body);
    }

    /// <summary>The post as its writers see it, what no reader gets among it.</summary>
    public WorkingCopyResponse Of(WorkingCopy copy, BodyFormat format, CancellationToken ct)
    {
        var content = copy.Post.Content;
        return PreviewOf(copy, format, ct) with
        {
            Image = content.Image is { } image ? PostJson.ImageOf(image) : null,
            Fields = content.Fields.ToJsonObject(),
        };
    }

    /// <summary>The post as its writers show it to others: without what no reader gets.</summary>
    public WorkingCopyResponse PreviewOf(WorkingCopy copy, BodyFormat format, CancellationToken ct)
    {
        var post = copy.Post;
        return new WorkingCopyResponse(Of(copy.Shown, format, ct))
        {
            Status = JsonNamingPolicy.CamelCase.ConvertName(post.Status.ToString()),
            PublishedAt = post.Content.PublishedAt,
            HasUnpublishedChanges = post.HasUnpublishedChanges,
            PublishAt = post.PublishAt,
            UnpublishAt = post.UnpublishAt,
        };
    }

    private (string Excerpt, BodyResponse? Body) TextsOf(DeliveredPost post, BodyFormat format, CancellationToken ct)
    {
        switch (format)
        {
            case BodyFormat.Markdown:
                return (PostTexts.ExcerptMarkdown(post), new BodyResponse(format, post.Body!.Markdown));
            case BodyFormat.Html:
                var html = texts.Render(post, ct: ct);
                return (html.ExcerptHtml, new BodyResponse(format, html.Html));
            case BodyFormat.Text:
                return (post.Post.ExcerptText, new BodyResponse(format, texts.Render(post, ct: ct).Text));
            default:
                return (post.Post.ExcerptText, null);
        }
    }
}
