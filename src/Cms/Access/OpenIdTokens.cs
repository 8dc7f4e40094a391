using System.Security.Claims;
using Cms.Answers;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Cms.Access;

/// <summary>Takes bearer tokens of an OpenID provider (RFC 7519, RFC 8725): signed by a key that it publishes now, made for us, and in time.</summary>
internal sealed class OpenIdTokens : IDisposable
{
    // Only signatures that nobody else can make: a shared secret or none at all is no proof of the provider (RFC 8725, section 3.1).
    private static readonly string[] Algorithms =
    [
        SecurityAlgorithms.RsaSha256, SecurityAlgorithms.RsaSha384, SecurityAlgorithms.RsaSha512,
        SecurityAlgorithms.RsaSsaPssSha256, SecurityAlgorithms.RsaSsaPssSha384, SecurityAlgorithms.RsaSsaPssSha512,
        SecurityAlgorithms.EcdsaSha256, SecurityAlgorithms.EcdsaSha384, SecurityAlgorithms.EcdsaSha512,
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    // A key that is not known yet makes us ask again, but not with every forged token.
    private static readonly TimeSpan RefreshesApart = TimeSpan.FromSeconds(30);

    private readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    private readonly OpenIdOptions options;
    private readonly HttpClient? client;
    private readonly ConfigurationManager<OpenIdConnectConfiguration>? configurations;
    private readonly TokenValidationParameters parameters;

    public OpenIdTokens(IOptions<OpenIdOptions> settings, TimeProvider clock)
    {
        options = settings.Value;
        var skew = TimeSpan.FromSeconds(options.ClockSkew);
        parameters = new TokenValidationParameters
        {
            ValidAudience = options.Audience,
            ValidAlgorithms = Algorithms,
            RequireSignedTokens = true,
            RequireExpirationTime = true,
            LifetimeValidator = (from, until, _, _) => clock.GetUtcNow() is var now && now < until + skew && (from is null || from <= now + skew),
        };
        if (options.Authority is { } authority)
        {
            client = new HttpClient { Timeout = Patience, MaxResponseContentBufferSize = 1024 * 1024 };
            configurations = new ConfigurationManager<OpenIdConnectConfiguration>(
                $"{authority.TrimEnd('/')}/.well-known/openid-configuration",
                new OpenIdConnectConfigurationRetriever(),
                new HttpDocumentRetriever(client) { RequireHttps = authority.StartsWith("https", StringComparison.OrdinalIgnoreCase) })
            {
                RefreshInterval = RefreshesApart,
            };
            parameters.ConfigurationManager = configurations;
        }
    }

    /// <summary>Whether this is a token for us to look into, rather than a key.</summary>
    public bool Takes(string token) => configurations is not null && handler.CanReadToken(token);

    /// <summary>Null when the token does not count.</summary>
    /// <exception cref="ProblemException">503: the provider cannot be asked for its keys.</exception>
    public async Task<Caller?> FindAsync(string token, CancellationToken ct)
    {
        try
        {
            await configurations!.GetConfigurationAsync(ct);
        }
        catch (InvalidOperationException)
        {
            throw new ProblemException(Problem.Of(ProblemKind.ProviderUnavailable, "The OpenID provider cannot be reached, so this token cannot be checked. Try again in a few seconds, or use a key."));
        }

        var result = await handler.ValidateTokenAsync(token, parameters);
        return result.IsValid && result.ClaimsIdentity.FindFirst(JwtRegisteredClaimNames.Sub)?.Value is { Length: > 0 } subject
            ? new Caller(subject, keyId: null, Scopes.Effective(ScopesOf(result.ClaimsIdentity)))
            : null;
    }

    public void Dispose() => client?.Dispose();

    private IEnumerable<string> ScopesOf(ClaimsIdentity identity) => identity.FindAll(options.ScopeClaim)
        .SelectMany(claim => claim.Value.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Where(scope => scope.StartsWith(options.ScopePrefix, StringComparison.Ordinal))
        .Select(scope => scope[options.ScopePrefix.Length..]);
}
