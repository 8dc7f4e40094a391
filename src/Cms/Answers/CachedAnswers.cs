namespace Cms.Answers;

/// <summary>Where a request meets the answers that are kept, before any route is looked for.</summary>
internal sealed class CachedAnswers(RequestDelegate next, AnswerCache cache)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? cache.AnswerAsync(context, AnswerKey.Of(request, Asked(request)), next)
            : next(context);
    }

    // A path is decoded and may hold a question mark of its own; no query holds a line end.
    private static string Asked(HttpRequest request) => $"{request.PathBase.Value}{request.Path.Value}\n{request.QueryString.Value}";
}
