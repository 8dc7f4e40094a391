using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>The site that readers see the posts on, bound from <c>Cms:Site</c>.</summary>
internal sealed record SiteOptions : IValidatableObject
{
    public const string Section = "Cms:Site";

    /// <summary>Where the site is (<c>https://example.org/blog</c>); null leaves <c>url</c> null.</summary>
    public string? BaseUrl { get; init; }

    /// <summary>The permalink of posts that are made in the store.</summary>
    [Required]
    public string Permalink { get; init; } = "/:year/:month/:day/:slug";

    /// <summary>The language of posts that name none.</summary>
    public string? Language { get; init; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (BaseUrl is not null && !(Uri.TryCreate(BaseUrl, UriKind.Absolute, out var url) && url.Scheme is "http" or "https"))
        {
            yield return new ValidationResult($"Cms:Site:BaseUrl is '{BaseUrl}'. Give an address that begins with http:// or https://.", [nameof(BaseUrl)]);
        }

        if (Content.Posts.Permalink.Expand(Content.Posts.Permalink.TemplateOf(Permalink), new("", [], DateTime.UnixEpoch, "")).UnknownKey is { } unknown)
        {
            yield return new ValidationResult($"Cms:Site:Permalink has ':{unknown}', which is no placeholder. Jekyll's are :year, :month, :day, :slug and more.", [nameof(Permalink)]);
        }

        if (Content.Posts.Permalink.NotOfPaths(Permalink) is { } character)
        {
            yield return new ValidationResult($"Cms:Site:Permalink has '{character}', which no path has. Leave it out.", [nameof(Permalink)]);
        }

        if (Content.Posts.Permalink.TemplateOf(Permalink) is not ['/', ..])
        {
            yield return new ValidationResult($"Cms:Site:Permalink is '{Permalink}'. Begin it with a slash, as in /:year/:month/:day/:slug.", [nameof(Permalink)]);
        }
    }
}
