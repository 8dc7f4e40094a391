using Microsoft.AspNetCore.Authorization;

namespace Cms.Access;

/// <summary>That the caller has a scope.</summary>
internal sealed class ScopeRequirement(string scope) : AuthorizationHandler<ScopeRequirement>, IAuthorizationRequirement
{
    public string Scope { get; } = scope;

    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, ScopeRequirement requirement)
    {
        if (Caller.Of(context.User)?.May(requirement.Scope) == true || IsOpen(context.Resource as HttpContext))
        {
            context.Succeed(requirement);
        }

        return Task.CompletedTask;
    }

    private static bool IsOpen(HttpContext? context) => context?.GetEndpoint()?.Metadata.GetMetadata<OpenTo>()?.Request(context.Request) == true;
}

/// <summary>Of an endpoint that shows some requests a page without content, which nobody needs a key for.</summary>
internal sealed record OpenTo(Func<HttpRequest, bool> Request);
