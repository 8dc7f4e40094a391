using Fluid;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Filters for lists, as Jekyll has them.</summary>
internal static class ListFilters
{
    public static IReadOnlyList<(string Name, FilterDelegate Filter)> All { get; } =
    [
        ("array_to_sentence_string", (input, arguments, context) => new(new StringValue(Sentence(Lists.Of(input, context), arguments.Count > 0 ? arguments.At(0).ToStringValue() : "and")))),
        ("sort", Sort),
        ("pop", (input, arguments, _) => On(input, list => list.Take(Math.Max(0, list.Count - NumberOf(arguments))))),
        ("shift", (input, arguments, _) => On(input, list => list.Skip(NumberOf(arguments)))),
        ("push", (input, arguments, _) => On(input, list => list.Append(arguments.At(0)))),
        ("unshift", (input, arguments, _) => On(input, list => list.Prepend(arguments.At(0)))),

        // Not by chance: a post reads the same each time.
        ("sample", (input, arguments, _) => input is not ArrayValue list ? new(input)
            : arguments.Count == 0 || NumberOf(arguments) == 1 ? new(list.Values is [var first, ..] ? first : NilValue.Instance)
            : new(new ArrayValue(list.Values.Take(NumberOf(arguments)).ToArray()))),
        ("join", (input, arguments, context) => new(Join(input, arguments.Count > 0 ? arguments.At(0).ToStringValue() : " ", context))),
        ("split", Split),
        ("uniq", (input, arguments, context) => On(input, list => list.DistinctBy(item => Identity(arguments.At(0).IsNil() ? item : Lists.PropertyOf(item, arguments.At(0).ToStringValue(), context))))),
    ];

    private static int NumberOf(FilterArguments arguments) => arguments.Count == 0 ? 1 : (int)Math.Clamp(arguments.At(0).ToNumberValue(), 0, LiquidBounds.MaximumItems);

    private static ValueTask<FluidValue> On(FluidValue input, Func<IReadOnlyList<FluidValue>, IEnumerable<FluidValue>> make) =>
        new(input is ArrayValue list ? new ArrayValue(make(list.Values).ToArray()) : input);

    // Maps are the same only as themselves: to compare them all would take for ever.
    private static (FluidValue? Map, FluidValues Type, string Text) Identity(FluidValue value) =>
        value is MapValue ? (value, value.Type, "") : (null, value.Type, value.ToStringValue());

    private static string Sentence(IReadOnlyList<FluidValue> items, string connector) => items switch
    {
        [] => "",
        [var one] => one.ToStringValue(),
        [var one, var other] => $"{one.ToStringValue()} {connector} {other.ToStringValue()}",
        _ => $"{string.Join(", ", items.Take(items.Count - 1).Select(item => item.ToStringValue()))}, {connector} {items[^1].ToStringValue()}",
    };

    /// <summary><c>sort [property [nils]]</c>: what lacks the property comes first, or last where the second argument says so.</summary>
    private static ValueTask<FluidValue> Sort(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (Lists.ItemsOf(input, context) is not { } items)
        {
            return new(input);
        }

        LiquidExpansion.Of(context).Bounds.Spend(20L * items.Count);
        if (arguments.At(0).IsNil())
        {
            return new(new ArrayValue(items.OrderBy(item => item, Comparer<FluidValue>.Create(Lists.Compare)).ToArray()));
        }

        var property = arguments.At(0).ToStringValue();
        var missing = arguments.At(1).ToStringValue() == "last" ? 1 : -1;
        return new(new ArrayValue(items
            .Select(item => (Item: item, Value: Lists.PropertyOf(item, property, context)))
            .OrderBy(pair => pair.Value.IsNil() ? missing : 0)
            .ThenBy(pair => pair.Value, Comparer<FluidValue>.Create(Lists.Compare))
            .Select(pair => pair.Item)
            .ToArray()));
    }

    private static FluidValue Join(FluidValue input, string separator, TemplateContext context)
    {
        if (input is not ArrayValue list)
        {
            return input;
        }

        LiquidExpansion.Of(context).Bounds.Spend(list.Values.Sum(item => item.ToStringValue().Length + (long)separator.Length));
        return new StringValue(string.Join(separator, list.Values.Select(item => item.ToStringValue())));
    }

    // Ruby's: blanks for a blank, and empty parts at the end are dropped.
    private static ValueTask<FluidValue> Split(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        var text = input.ToStringValue();
        var separator = arguments.At(0).ToStringValue();
        IEnumerable<string> parts = separator switch
        {
            " " => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
            "" => text.EnumerateRunes().Select(rune => rune.ToString()),
            _ => text.Split(separator),
        };
        var list = parts.Take(LiquidBounds.MaximumItems + 1).Select(part => (FluidValue)new StringValue(part)).ToList();
        while (list is [.., StringValue last] && last.ToStringValue().Length == 0)
        {
            list.RemoveAt(list.Count - 1);
        }

        return new(new ArrayValue(list));
    }
}
