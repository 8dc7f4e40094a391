using System.Globalization;
using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Values as lists, and properties of their items, as Jekyll's filters see them.</summary>
internal static class Lists
{
    /// <summary>A list's items; of a map pairs of name and value. Each one is a step.</summary>
    public static IReadOnlyList<FluidValue> Of(FluidValue value, TemplateContext context) => value switch
    {
        ArrayValue list => list.Values,
        _ => value.Enumerate(context).ToList(),
    };

    /// <summary>What Jekyll selects from: a list's items, a map's values; null for what is neither.</summary>
    public static IReadOnlyList<FluidValue>? ItemsOf(FluidValue value, TemplateContext context) => value switch
    {
        ArrayValue list => list.Values,
        MapValue map => map.Entries.Select(entry => entry.Value).ToList(),
        _ => null,
    };

    /// <summary>A property, with dots between the names of nested ones. A text that is a number counts as one.</summary>
    public static FluidValue PropertyOf(FluidValue item, string property, TemplateContext context)
    {
        LiquidExpansion.Of(context).Bounds.Spend(property.Length);
        var value = item;
        foreach (var name in property.Split('.'))
        {
            value = value.GetValueAsync(name, context).AsTask().GetAwaiter().GetResult();
        }

        LiquidExpansion.Of(context).Bounds.Spend(LiquidBounds.CostOf(value));

        return value is StringValue text
            && decimal.TryParse(text.ToStringValue(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                ? NumberValue.Create(number)
                : value;
    }

    /// <summary>Ruby's order, which it has for numbers and texts, by the text for all else.</summary>
    public static int Compare(FluidValue one, FluidValue other) => one is NumberValue && other is NumberValue
        ? one.ToNumberValue().CompareTo(other.ToNumberValue())
        : string.CompareOrdinal(one.ToStringValue(), other.ToStringValue());
}
