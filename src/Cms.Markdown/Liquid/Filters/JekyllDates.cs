using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Moments as Ruby writes and reads them.</summary>
internal static partial class JekyllDates
{
    public static FluidValue ValueOf(DateTimeOffset moment) => new StringValue(TextOf(moment));

    /// <summary>As Ruby's <c>Time</c> shows itself.</summary>
    public static string TextOf(DateTimeOffset moment)
    {
        var offset = moment.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);
        return moment.ToString("yyyy-MM-dd HH:mm:ss ", CultureInfo.InvariantCulture) + offset;
    }

    /// <summary>The moment that a value names: a text in a form that people write, seconds since 1970, <c>now</c>. Null for another.</summary>
    public static DateTimeOffset? Read(FluidValue value, TemplateContext context)
    {
        switch (value)
        {
            case NumberValue:
                return OfSeconds(value.ToNumberValue(), context);
            case StringValue:
                var text = value.ToStringValue().Trim();
                return text.ToLowerInvariant() is "now" or "today" ? context.Now()
                    : text.Length is > 0 and < 12 && text.All(char.IsAsciiDigit) ? OfSeconds(decimal.Parse(text, CultureInfo.InvariantCulture), context)
                    : OfText(text, context.TimeZone);
            default:
                return null;
        }
    }

    private static DateTimeOffset? OfSeconds(decimal seconds, TemplateContext context) => seconds is >= -62_000_000_000m and <= 253_000_000_000m
        ? TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeSeconds((long)seconds), context.TimeZone)
        : null;

    private static DateTimeOffset? OfText(string text, TimeZoneInfo zone)
    {
        if (text.Length is < 3 or > 100)
        {
            return null;
        }

        // An offset without its colon, and the zone that .NET has no name for.
        var written = Offset.Replace(text, "${hours}:${minutes}").Replace(" UTC", "Z", StringComparison.Ordinal);
        if (!DateTime.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var moment))
        {
            return null;
        }

        if (moment.Kind == DateTimeKind.Unspecified)
        {
            return new DateTimeOffset(moment, zone.GetUtcOffset(moment));
        }

        return DateTimeOffset.TryParse(written, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var exact) ? exact : null;
    }

    [GeneratedRegex(@"(?<hours>[+-][0-9]{2})(?<minutes>[0-9]{2})$", RegexOptions.NonBacktracking)]
    private static partial Regex Offset { get; }
}
