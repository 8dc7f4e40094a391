using System.Net;
using System.Security.Claims;
using Cms.Content.Access;

namespace Cms.Access;

/// <summary>Who asks, by key or token.</summary>
/// <param name="name">The key's name or the token's subject.</param>
/// <param name="keyId">Null for a token.</param>
/// <param name="scopes">All that it may, what its scopes imply among it.</param>
internal sealed class Caller(string name, Guid? keyId, IReadOnlyList<string> scopes) : ClaimsIdentity("Bearer")
{
    public override string Name => name;

    public Guid? KeyId => keyId;

    public IReadOnlyList<string> Scopes => scopes;

    public bool May(string scope) => scopes.Contains(scope, StringComparer.Ordinal);

    /// <summary>Null for a reader without a key.</summary>
    public static Caller? Of(ClaimsPrincipal user) => user.Identity as Caller;
}

internal static class Callers
{
    /// <summary>Who asks; null without a key.</summary>
    public static Caller? Caller(this HttpContext context) => Access.Caller.Of(context.User);

    /// <summary>Who a change is written down to.</summary>
    public static Actor Actor(this HttpContext context)
    {
        var address = context.ClientAddress()?.ToString();
        return context.Caller() is { } caller ? new Actor(caller.Name, caller.KeyId, address) : new Actor("anonymous", KeyId: null, address);
    }

    /// <summary>Where the request comes from, as far as trusted proxies say; null on a Unix socket.</summary>
    public static IPAddress? ClientAddress(this HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        var address => address,
    };
}
