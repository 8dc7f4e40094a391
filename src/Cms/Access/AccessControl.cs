using Cms.Content.Access;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Cms.Access;

/// <summary>Who may do what: keys, and a policy for each scope.</summary>
internal static class AccessControl
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.TryAddSingleton<ApiKeys>();
        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        var authorization = services.AddAuthorizationBuilder();
        foreach (var scope in Scopes.All)
        {
            authorization.AddPolicy(scope, policy => policy.AddRequirements(new ScopeRequirement(scope)));
        }

        return services;
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseMiddleware<SignIn>();
        app.UseAuthorization();
    }
}
