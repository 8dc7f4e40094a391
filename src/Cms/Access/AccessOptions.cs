using System.ComponentModel.DataAnnotations;
using Cms.Content.Access;

namespace Cms.Access;

/// <summary>Bound from <c>Cms</c>.</summary>
internal sealed record AccessOptions
{
    public const string Section = "Cms";

    /// <summary>A key with the scope <c>admin</c>. Null leaves the keys as they are.</summary>
    [StringLength(KeyText.MaximumLength, MinimumLength = KeyText.MinimumLength, ErrorMessage = "Cms:AdminKey is too short or too long. Take at least 32 random characters, for example from: openssl rand -hex 32")]
    [RegularExpression("[A-Za-z0-9_~+/-]+=*", ErrorMessage = "Cms:AdminKey has characters that a key cannot have. Take letters, digits, '-' and '_'.")]
    public string? AdminKey { get; init; }
}
