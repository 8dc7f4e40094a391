using System.ComponentModel.DataAnnotations;

namespace Cms.Access;

/// <summary>Whose bearer tokens count, bound from <c>Cms:OpenId</c>. Without an authority, none do.</summary>
internal sealed record OpenIdOptions : IValidatableObject
{
    public const string Section = "Cms:OpenId";

    /// <summary>The OpenID provider's issuer, which has <c>/.well-known/openid-configuration</c> below it.</summary>
    public string? Authority { get; init; }

    /// <summary>Whom tokens have to be meant for (<c>aud</c>).</summary>
    public string? Audience { get; init; }

    /// <summary>The claim that holds scopes: words with spaces between, or a list.</summary>
    [Required]
    public string ScopeClaim { get; init; } = "scope";

    /// <summary>What stands before our scopes in the claim, such as <c>cms:</c>.</summary>
    public string ScopePrefix { get; init; } = "";

    /// <summary>By how many seconds the provider's clock may differ from ours.</summary>
    [Range(0, 600)]
    public int ClockSkew { get; init; } = 60;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Authority is null)
        {
            yield break;
        }

        if (!Uri.TryCreate(Authority, UriKind.Absolute, out var authority) || (authority.Scheme != Uri.UriSchemeHttps && !(authority.Scheme == Uri.UriSchemeHttp && authority.IsLoopback)))
        {
            yield return new ValidationResult("Cms:OpenId:Authority is the address of an OpenID provider, by https (by http on this machine only).", [nameof(Authority)]);
        }

        if (string.IsNullOrEmpty(Audience))
        {
            yield return new ValidationResult("Cms:OpenId:Audience is missing. Without it, tokens that the provider made for others would count here.", [nameof(Audience)]);
        }
    }
}
