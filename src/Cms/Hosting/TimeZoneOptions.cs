using System.ComponentModel.DataAnnotations;

namespace Cms.Hosting;

/// <summary>The site's time zone, bound from <c>Cms</c>.</summary>
internal sealed record TimeZoneOptions : IValidatableObject
{
    /// <summary>An IANA name (<c>Europe/Berlin</c>). A bare date in a query is the start of that day here.</summary>
    [Required]
    public string TimeZone { get; init; } = "UTC";

    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out _))
        {
            yield return new ValidationResult($"Cms:TimeZone is '{TimeZone}', which this machine does not know. Use a name like Europe/Berlin.", [nameof(TimeZone)]);
        }
    }
}
