using Cms.Content.Access;

namespace Cms.Access;

/// <summary>Finds out whose a key or token is.</summary>
internal sealed class KnownCallers(ApiKeys keys, OpenIdTokens tokens)
{
    private const string Scheme = "Bearer ";

    /// <summary>What the request says that it comes with; null where that is nothing, or nothing that can be read.</summary>
    public static string? TokenOf(HttpRequest request) =>
        request.Headers.Authorization is [{ } header] && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? header[Scheme.Length..].Trim() : null;

    /// <summary>Null for one that does not count, or not any more.</summary>
    public async Task<Caller?> FindAsync(string token, CancellationToken ct) =>
        tokens.Takes(token) ? await tokens.FindAsync(token, ct)
        : await keys.FindAsync(token, ct) is { } key ? new Caller(key.Name, key.Id, Scopes.Effective(key.Scopes))
        : null;

    /// <summary>Whether who asked may still be answered: a request that waits may outlive its key.</summary>
    public async Task<bool> StillCountsAsync(HttpContext context) =>
        context.Caller() is null || (TokenOf(context.Request) is { } token && await FindAsync(token, context.RequestAborted) is not null);
}
