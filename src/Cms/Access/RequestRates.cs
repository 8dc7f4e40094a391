namespace Cms.Access;

/// <summary>Refuses what comes too often.</summary>
internal sealed class RequestRates(RequestDelegate next, RequestLimits limits)
{
    public Task InvokeAsync(HttpContext context)
    {
        var rate = context.Caller() is { } caller ? limits.CountByKey(caller, context.Request.Method)
            : context.GetEndpoint()?.Metadata.GetMetadata<RendersText>() is not null ? limits.CountRendering(context)
            : null;
        if (rate is { IsExceeded: true })
        {
            return rate.Refuse(context.Response).ExecuteAsync(context);
        }

        rate?.WriteHeaders(context.Response);
        return next(context);
    }
}

/// <summary>Of an endpoint that renders what strangers send.</summary>
internal sealed record RendersText;
