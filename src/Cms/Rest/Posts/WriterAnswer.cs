using System.Globalization;
using Cms.Content.Posts;
using Microsoft.Net.Http.Headers;

namespace Cms.Rest.Posts;

/// <summary>An answer to those who write: no cache may give it to anybody else, and its <c>ETag</c> is the revision of what was changed.</summary>
internal sealed record WriterAnswer(KeptAnswer Answer) : IResult
{
    public static string TagOf(Post post) => TagOf(post.Revision);

    public static string TagOf(int revision) => string.Create(CultureInfo.InvariantCulture, $"\"{revision}\"");

    public static WriterAnswer Of(ReadOnlyMemory<byte> content, string contentType, Post? post = null) =>
        new(new KeptAnswer(StatusCodes.Status200OK, contentType, content.ToArray(), post?.Id, Location: null, post is null ? null : TagOf(post)));

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Answer.Status;
        response.Headers.CacheControl = Answer.Status < 400 ? "private, no-cache" : "no-store";
        response.Headers.Append(HeaderNames.Vary, $"{HeaderNames.Accept}, {HeaderNames.Authorization}");
        response.Headers.XContentTypeOptions = "nosniff";
        if (Answer.ETag is not null)
        {
            response.Headers.ETag = Answer.ETag;
        }

        if (Answer.Location is not null)
        {
            response.Headers.Location = Answer.Location;
        }

        response.ContentType = Answer.ContentType;
        response.ContentLength = Answer.Body.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(Answer.Body, httpContext.RequestAborted).AsTask();
    }
}
