using System.Text;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Delivery;
using Cms.Content.Drafts;
using Cms.Rest.Queries;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Cms.Rest.Posts;

/// <summary>One post, by its slug, id or path, in four forms.</summary>
internal static class SinglePostEndpoints
{
    private static readonly QueryParameter Language = new("language", "Of posts with the same slug, the one in this language.");
    private static readonly QueryParameter Path = new("path", "The post's permalink on the site, from the first slash on.") { Required = true };
    private static readonly QueryParameter Body = PostParameters.Body with { Default = "markdown" };

    public static void MapPost(this IEndpointRouteBuilder posts)
    {
        posts.MapChoice("/{slug}", GetPost, [Language, Body, WorkingCopyEndpoints.Version]).WithName(nameof(GetPost)).ProducesPost();
        posts.MapChoice("/by-path", GetPostByPath, [Path, Body]).WithName(nameof(GetPostByPath)).ProducesPost();
    }

    /// <summary>Returns one published post.</summary>
    /// <remarks>
    /// The ending or the <c>Accept</c> header chooses the form: <c>.json</c>, <c>.html</c> (the rendered fragment), <c>.md</c> (front matter and Markdown) or
    /// <c>.txt</c>. Of several posts with the slug the newest is answered, and the <c>Link</c> header names the others. Another spelling of the slug is
    /// redirected.
    /// </remarks>
    /// <param name="slug">The post's slug or id, with or without an ending.</param>
    internal static async Task<IResult> GetPost(
        string slug, HttpContext context, PublishedPosts posts, WorkingCopies copies, PostForms forms, PostResponses responses, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var body = PostParameters.ReadBody(query, BodyFormat.Markdown);
        var version = query.Choice(WorkingCopyEndpoints.Version);
        query.Done();
        var (name, ending) = PostForms.SplitEnding(slug);
        var form = ending is null ? PostForms.Choose(context.Request) : PostForms.OfEnding(ending);
        if (version == "draft")
        {
            return await WorkingCopyEndpoints.GetAsync(context, name, query.Text(Language), form, body, copies, forms, responses, ct);
        }

        return await posts.FindAsync(name, query.Text(Language), PartsFor(form, body), ct) switch
        {
            PostLookup.Found found => (await forms.AnswerAsync(found.Post, form, body, ct)) with { Links = AlternatesOf(found) },
            PostLookup.Moved moved => new Redirection($"{context.Request.PathBase}{RestApi.Base}/posts/{Uri.EscapeDataString(moved.Slug)}{ending}{context.Request.QueryString}"),
            _ => throw new ContentException(new ContentError.PostNotFound(name)),
        };
    }

    /// <summary>Returns the published post at a permalink.</summary>
    /// <remarks>An earlier path of a post is redirected to its path of today. The <c>Accept</c> header chooses the form, as it does for a slug.</remarks>
    internal static async Task<IResult> GetPostByPath(HttpContext context, PublishedPosts posts, PostForms forms, CancellationToken ct)
    {
        var query = context.ReadQuery();
        var body = PostParameters.ReadBody(query, BodyFormat.Markdown);
        query.Done();
        var path = query.Text(Path)!;
        var form = PostForms.Choose(context.Request);
        return await posts.FindByPathAsync(path, PartsFor(form, body), ct) switch
        {
            PostLookup.Found found => await forms.AnswerAsync(found.Post, form, body, ct),
            PostLookup.Moved moved => new Redirection(Addresses.With(context.Request, Path.Name, moved.Path)),
            _ => throw new ContentException(new ContentError.PostNotFound(path)),
        };
    }

    private static PostParts PartsFor(string form, BodyFormat body) => form switch
    {
        MediaTypes.Json when body == BodyFormat.None => PostParts.None,
        MediaTypes.Markdown => PostParts.Body | PostParts.Original,
        _ => PostParts.Body,
    };

    private static IReadOnlyList<string> AlternatesOf(PostLookup.Found found) =>
    [
        .. found.Alternates.Select(other =>
        {
            var link = new StringBuilder($"<{RestApi.Base}/posts/{other.Id}>; rel=\"alternate\"");
            return (other.Language.Length > 0 && other.Language.All(character => char.IsAsciiLetterOrDigit(character) || character == '-')
                ? link.Append("; hreflang=\"").Append(other.Language).Append('"')
                : link).ToString();
        }),
    ];

    /// <summary>Describes the forms of a post besides JSON.</summary>
    public static Task DescribeForms(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        foreach (var form in (string[])[MediaTypes.Html, MediaTypes.Markdown, MediaTypes.Text])
        {
            operation.Responses!["200"].Content!.Add(form, new OpenApiMediaType { Schema = new OpenApiSchema { Type = JsonSchemaType.String } });
        }

        return Task.CompletedTask;
    }

    private static RouteHandlerBuilder ProducesPost(this RouteHandlerBuilder route) => route
        .Produces<PostResponse>()
        .AddOpenApiOperationTransformer(DescribeForms)
        .Produces(StatusCodes.Status301MovedPermanently)
        .Produces<Problem>(StatusCodes.Status404NotFound, Problem.ContentType)
        .Produces<Problem>(StatusCodes.Status406NotAcceptable, Problem.ContentType);
}
