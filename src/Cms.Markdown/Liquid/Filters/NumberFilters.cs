using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Filters for numbers that Ruby reads differently.</summary>
internal static class NumberFilters
{
    public static IReadOnlyList<(string Name, FilterDelegate Filter)> All { get; } =
    [
        ("to_integer", (input, _, _) => new(NumberValue.Create(ToInteger(input)))),
    ];

    /// <summary>As Ruby's <c>to_i</c>.</summary>
    public static decimal ToInteger(FluidValue value) => value switch
    {
        BooleanValue => value.ToBooleanValue() ? 1 : 0,
        StringValue => Leading(value.ToStringValue()),
        _ => decimal.Truncate(value.ToNumberValue()),
    };

    // The number that a text begins with; 0 without one.
    private static decimal Leading(string text)
    {
        var digits = text.AsSpan().TrimStart();
        var length = digits is ['-' or '+', ..] ? 1 : 0;
        while (length < digits.Length && length < 20 && char.IsAsciiDigit(digits[length]))
        {
            length++;
        }

        return decimal.TryParse(digits[..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : 0;
    }
}
