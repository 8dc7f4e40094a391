using Cms.Hosting;
using Microsoft.AspNetCore.Authorization;

namespace Cms.Access;

/// <summary>Who may do what and how often: keys, tokens, a policy for each scope, and limits.</summary>
internal static class AccessControl
{
    public static void AddAccess(this IServiceCollection services, IConfiguration configuration)
    {
        Settings.Add<AccessOptions>(services, AccessOptions.Section);
        Settings.Add<LimitOptions>(services, LimitOptions.Section);
        Settings.Add<OpenIdOptions>(services, OpenIdOptions.Section);
        services.AddSingleton<RequestLimits>();
        services.AddSingleton<OpenIdTokens>();
        services.AddSingleton<KnownCallers>();
        services.AddSingleton<KeyUses>();
        services.AddSingleton<SignInFailures>();
        services.AddHostedService(provider => provider.GetRequiredService<KeyUses>());
        services.AddHostedService(provider => provider.GetRequiredService<SignInFailures>());
        services.AddHostedService<KeyListener>();

        services.AddSingleton<IAuthorizationMiddlewareResultHandler, AccessRefusals>();
        services.AddAuthorization(authorization =>
        {
            foreach (var scope in Scopes.All)
            {
                authorization.AddPolicy(scope, policy => policy.AddRequirements(new ScopeRequirement(scope)));
            }

            // Whatever says nothing else needs a key then, so that no new route is open by being forgotten.
            authorization.FallbackPolicy = Settings.Read<DeliveryOptions>(configuration, DeliveryOptions.Section).RequireKey ? authorization.GetPolicy(Scopes.Read) : null;
        });
    }

    public static void UseAccess(this WebApplication app)
    {
        app.UseMiddleware<SignIn>();
        app.UseAuthorization();
        app.UseMiddleware<RequestRates>();
    }
}
