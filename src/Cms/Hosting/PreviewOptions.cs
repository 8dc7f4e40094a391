using System.ComponentModel.DataAnnotations;
using Cms.Content;

namespace Cms.Hosting;

/// <summary>Preview links, bound from <c>Cms:Preview</c>.</summary>
internal sealed record PreviewOptions : IValidatableObject
{
    public const string Section = "Cms:Preview";

    /// <summary>For how long a link counts when nobody says.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan Lifetime { get; init; } = TimeSpan.FromDays(7);

    /// <summary>For how long one may count at most.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "3650.00:00:00")]
    public TimeSpan MaxLifetime { get; init; } = TimeSpan.FromDays(90);

    /// <param name="expiresAt">When it is to end; null for not said.</param>
    /// <param name="expiresIn">The same in seconds from now.</param>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidExpiry"/>.</exception>
    public DateTimeOffset ExpiryOf(DateTimeOffset? expiresAt, int? expiresIn, DateTimeOffset now)
    {
        if (expiresAt is not null && expiresIn is not null)
        {
            throw Refuse("expiresIn", "'expiresAt' and 'expiresIn' say the same. Give one of them.");
        }

        var end = expiresAt ?? now + (expiresIn is { } seconds ? TimeSpan.FromSeconds(seconds) : Lifetime);
        var name = expiresIn is null ? "expiresAt" : "expiresIn";
        return end <= now ? throw Refuse(name, "It is over already. Give a moment to come.")
            : end > now + MaxLifetime ? throw Refuse(name, $"It is later than a preview link may last, which is {MaxLifetime.TotalDays:0.##} days.")
            : end;
    }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Lifetime > MaxLifetime)
        {
            yield return new ValidationResult("Cms:Preview:Lifetime is longer than Cms:Preview:MaxLifetime. Make it shorter.", [nameof(Lifetime)]);
        }
    }

    private static ContentException Refuse(string member, string reason) => new(new ContentError.InvalidExpiry(member, reason));
}
