namespace Cms.Answers;

/// <summary>Where a request meets the answers that are kept, before any route is looked for.</summary>
internal sealed class CachedAnswers(RequestDelegate next, AnswerCache cache)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        return HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
            ? cache.AnswerAsync(context, AnswerKey.Of(request, $"{request.PathBase.Value}{request.Path.Value}{request.QueryString.Value}"), next)
            : next(context);
    }
}
