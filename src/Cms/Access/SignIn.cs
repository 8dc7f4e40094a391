using System.Security.Claims;
using Cms.Content.Access;

namespace Cms.Access;

/// <summary>Finds out who asks. Readers need no key, but one that is sent has to count: a mistyped key is told, not ignored.</summary>
internal sealed class SignIn(RequestDelegate next, ApiKeys keys, TimeProvider clock)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Headers.Authorization is not [{ Length: > 0 } authorization])
        {
            await next(context);
        }
        else if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && await keys.FindAsync(authorization[Scheme.Length..].Trim(), context.RequestAborted) is { } key
            && !(key.ExpiresAt <= clock.GetUtcNow()))
        {
            context.User = new ClaimsPrincipal(new Caller(key.Name, key.Id, Scopes.Effective(key.Scopes)));
            await next(context);
        }
        else
        {
            await AccessRefusals.InvalidKey(context, "This key does not count: there is none like it, or no more. Send one that does as 'Authorization: Bearer cms_…'.").ExecuteAsync(context);
        }
    }
}
