using Cms.Content.Delivery;

namespace Cms.Answers;

/// <summary>Where a request meets the answers that are kept, before any route is looked for.</summary>
internal sealed class CachedAnswers(RequestDelegate next, AnswerCache cache, ContentVersion content)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method))
        {
            var request = context.Request;
            return cache.AnswerAsync(context, AnswerKey.Of(request, $"{request.PathBase.Value}{request.Path.Value}{request.QueryString.Value}"), next);
        }

        context.Response.OnStarting(ForgetAsync, context);
        return next(context);
    }

    // Who writes through this node reads what was written, however little time has passed.
    private Task ForgetAsync(object context)
    {
        if (((HttpContext)context).GetEndpoint()?.Metadata.GetMetadata<TellsOfChanges>() is null)
        {
            content.Forget();
        }

        return Task.CompletedTask;
    }
}

/// <summary>Of an endpoint that takes POST and mostly reads: it forgets the content version itself when it has changed something.</summary>
internal sealed record TellsOfChanges;
