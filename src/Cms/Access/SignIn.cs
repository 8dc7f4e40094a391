using System.Security.Claims;
using Cms.Content.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Net.Http.Headers;

namespace Cms.Access;

/// <summary>
/// Finds out who asks, by key or token. Readers need neither, but one that is sent has to count: a mistyped key is told, not ignored.
/// Addresses that are open to anonymous callers whatever the settings, such as health, do not look.
/// </summary>
internal sealed class SignIn(RequestDelegate next, ApiKeys keys, KnownCallers callers, KeyUses uses, SignInFailures failures, RequestLimits limits)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Request.Headers.Authorization.Count == 0 || context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null
            ? next(context)
            : SignInAsync(context);

    private async Task SignInAsync(HttpContext context)
    {
        var token = KnownCallers.TokenOf(context.Request);
        var place = RequestLimits.PlaceOf(context);
        if (limits.FailedSignIns.Look(place) is { IsUsedUp: true } usedUp && (token is null || !keys.KnewLately(token)))
        {
            // Nothing is looked up for someone who guesses; neighbours of theirs whose keys have counted go on.
            await usedUp.Refuse(context.Response).ExecuteAsync(context);
            return;
        }

        if (token is null || await callers.FindAsync(token, context.RequestAborted) is not { } caller)
        {
            failures.Note(place);
            limits.FailedSignIns.Count(place)?.WriteHeaders(context.Response);
            await AccessRefusals.InvalidKey(context, token is not null).ExecuteAsync(context);
            return;
        }

        if (caller.KeyId is { } key)
        {
            uses.Note(key);
        }

        context.User = new ClaimsPrincipal(caller);
        context.Response.OnStarting(KeepPrivateAsync, context.Response);
        await next(context);
    }

    // Said here, for all answers: what somebody got by a key of theirs is nothing for a cache that others share.
    private static Task KeepPrivateAsync(object state)
    {
        var headers = ((HttpResponse)state).Headers;
        if (!headers.GetCommaSeparatedValues(HeaderNames.Vary).Contains(HeaderNames.Authorization, StringComparer.OrdinalIgnoreCase))
        {
            headers.Append(HeaderNames.Vary, HeaderNames.Authorization);
        }

        var control = headers.CacheControl.ToString();
        if (!control.Contains("no-store", StringComparison.OrdinalIgnoreCase))
        {
            headers.CacheControl = control.Contains("public", StringComparison.OrdinalIgnoreCase)
                ? control.Replace("public", "private", StringComparison.OrdinalIgnoreCase)
                : control.Length == 0 ? "private" : control;
        }

        return Task.CompletedTask;
    }
}
