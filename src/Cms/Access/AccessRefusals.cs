using Cms.Answers;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;

namespace Cms.Access;

/// <summary>Says to those who may not why not (RFC 6750, section 3).</summary>
internal sealed class AccessRefusals : IAuthorizationMiddlewareResultHandler
{
    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            return next(context);
        }

        var scopes = policy.Requirements.OfType<ScopeRequirement>().Select(requirement => requirement.Scope).ToList();
        var scope = scopes.Find(needed => context.Caller()?.May(needed) != true) ?? scopes[0];
        return (context.Caller() is { } caller ? MissingScope(context, caller, scope) : KeyRequired(context, scope)).ExecuteAsync(context);
    }

    /// <summary>Lets those pass who have the scope.</summary>
    /// <exception cref="ProblemException">401 or 403.</exception>
    public static void Require(HttpContext context, string scope)
    {
        if (context.Caller() is not { } caller)
        {
            throw new ProblemException(KeyRequired(context, scope));
        }

        if (!caller.May(scope))
        {
            throw new ProblemException(MissingScope(context, caller, scope));
        }
    }

    /// <summary>401: the key or token does not count.</summary>
    /// <param name="isBearer">Whether what was sent was sent as it should.</param>
    public static Problem InvalidKey(HttpContext context, bool isBearer)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer error=\"invalid_token\"";
        return Problem.Of(ProblemKind.InvalidKey, isBearer
            ? "This key or token does not count: unknown, expired or revoked. Send one that does, or none where none is needed."
            : "The Authorization header is not understood. Send a key as 'Authorization: Bearer cms_…', or leave the header out where none is needed.");
    }

    private static Problem KeyRequired(HttpContext context, string scope)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Problem.Of(ProblemKind.KeyRequired, $"This needs a key with the scope '{scope}'. Send it as 'Authorization: Bearer cms_…'.");
    }

    private static Problem MissingScope(HttpContext context, Caller caller, string scope)
    {
        context.Response.Headers.WWWAuthenticate = $"Bearer error=\"insufficient_scope\", scope=\"{scope}\"";
        var has = caller.Scopes.Count == 0 ? "none" : string.Join(", ", caller.Scopes);
        return Problem.Of(ProblemKind.MissingScope, $"This needs the scope '{scope}', and '{caller.Name}' has {has}. Use a key that has it.");
    }
}
