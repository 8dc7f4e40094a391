namespace Cms.Answers;

/// <summary>An answer that counts for its request alone and that nobody may keep.</summary>
internal sealed record UncachedAnswer(ReadOnlyMemory<byte> Content, string ContentType) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = ContentType;
        response.ContentLength = Content.Length;
        return HttpMethods.IsHead(httpContext.Request.Method) ? Task.CompletedTask : response.Body.WriteAsync(Content, httpContext.RequestAborted).AsTask();
    }
}
