using System.Globalization;
using System.Text.RegularExpressions;
using Fluid;
using Fluid.Filters;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Filters for moments.</summary>
internal static partial class DateFilters
{
    private const int LongestFormat = 500;

    public static IReadOnlyList<(string Name, FilterDelegate Filter)> All { get; } =
    [
        ("date", (input, arguments, context) => Format(input, arguments.At(0).ToStringValue(), context)),
        ("date_to_string", (input, arguments, context) => Words(input, "MMM", arguments, context)),
        ("date_to_long_string", (input, arguments, context) => Words(input, "MMMM", arguments, context)),
        ("date_to_xmlschema", (input, _, context) => Local(input, context, moment => moment.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture))),
        ("date_to_rfc822", (input, _, context) => Local(input, context, moment =>
            moment.ToString("ddd, dd MMM yyyy HH:mm:ss ", CultureInfo.InvariantCulture) + moment.ToString("zzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal))),
    ];

    private static ValueTask<FluidValue> Format(FluidValue input, string format, TemplateContext context)
    {
        if (format.Length is 0 or > LongestFormat || JekyllDates.Read(input, context) is not { } moment)
        {
            return new(input);
        }

        // A width of a million would make a million blanks.
        return MiscFilters.Date(new DateTimeValue(moment), new FilterArguments(new StringValue(Width.Replace(format, ""))), context);
    }

    private static ValueTask<FluidValue> Words(FluidValue input, string month, FilterArguments arguments, TemplateContext context) => Local(input, context, moment =>
    {
        var name = moment.ToString(month, CultureInfo.InvariantCulture);
        if (arguments.At(0).ToStringValue() != "ordinal")
        {
            return string.Create(CultureInfo.InvariantCulture, $"{moment.Day:00} {name} {moment:yyyy}");
        }

        var day = string.Create(CultureInfo.InvariantCulture, $"{moment.Day}{Ordinal(moment.Day)}");
        return arguments.At(1).ToStringValue() == "US"
            ? string.Create(CultureInfo.InvariantCulture, $"{name} {day}, {moment:yyyy}")
            : string.Create(CultureInfo.InvariantCulture, $"{day} {name} {moment:yyyy}");
    });

    private static ValueTask<FluidValue> Local(FluidValue input, TemplateContext context, Func<DateTimeOffset, string> write) =>
        new(JekyllDates.Read(input, context) is { } moment ? new StringValue(write(TimeZoneInfo.ConvertTime(moment, context.TimeZone))) : input);

    private static string Ordinal(int day) => day is >= 11 and <= 13 ? "th" : (day % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" };

    [GeneratedRegex("[0-9]{3,}", RegexOptions.NonBacktracking)]
    private static partial Regex Width { get; }
}
