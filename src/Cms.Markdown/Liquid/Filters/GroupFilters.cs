using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Jekyll's filters that choose among items or group them.</summary>
internal static class GroupFilters
{
    public static IReadOnlyList<(string Name, FilterDelegate Filter)> All { get; } =
    [
        ("where", (input, arguments, context) => Select(input, context, items => new ArrayValue(items.Where(Has(arguments, context)).ToArray()), arguments)),
        ("find", (input, arguments, context) => Select(input, context, items => items.FirstOrDefault(Has(arguments, context)) ?? NilValue.Instance, arguments)),
        ("where_exp", (input, arguments, context) => ByCondition(input, arguments, context, (items, holds) => new ArrayValue(items.Where(holds).ToArray()))),
        ("find_exp", (input, arguments, context) => ByCondition(input, arguments, context, (items, holds) => items.FirstOrDefault(holds) ?? NilValue.Instance)),
        ("group_by", (input, arguments, context) => new(Lists.ItemsOf(input, context) is { } items
            ? Grouped(items, item => Lists.PropertyOf(item, arguments.At(0).ToStringValue(), context))
            : input)),
        ("group_by_exp", GroupByExpression),
    ];

    private static ValueTask<FluidValue> Select(FluidValue input, TemplateContext context, Func<IReadOnlyList<FluidValue>, FluidValue> select, FilterArguments arguments) =>
        new(arguments.At(0).IsNil() || arguments.At(1) is ArrayValue or MapValue || Lists.ItemsOf(input, context) is not { } items ? input : select(items));

    private static Func<FluidValue, bool> Has(FilterArguments arguments, TemplateContext context) =>
        item => IsMatch(Lists.PropertyOf(item, arguments.At(0).ToStringValue(), context), arguments.At(1));

    // A list has a value when one of its items is it; all is compared as text.
    private static bool IsMatch(FluidValue property, FluidValue wanted) => wanted switch
    {
        _ when wanted == EmptyValue.Instance || wanted == BlankValue.Instance => property.ToStringValue().Length == 0,
        _ when wanted.IsNil() => property.IsNil(),
        _ when property is ArrayValue list => list.Values.Any(item => item.ToStringValue() == wanted.ToStringValue()),
        _ => !property.IsNil() && property.ToStringValue() == wanted.ToStringValue(),
    };

    private static ValueTask<FluidValue> ByCondition(
        FluidValue input, FilterArguments arguments, TemplateContext context, Func<IReadOnlyList<FluidValue>, Func<FluidValue, bool>, FluidValue> choose)
    {
        if (Lists.ItemsOf(input, context) is not { } items || LiquidExpansion.Of(context).ExpressionOf(arguments.At(1).ToStringValue(), isCondition: true) is not { } condition)
        {
            return new(input);
        }

        var name = arguments.At(0).ToStringValue();
        return new(InScope(context, () => choose(items, item => Evaluate(condition, name, item, context).ToBooleanValue())));
    }

    private static ValueTask<FluidValue> GroupByExpression(FluidValue input, FilterArguments arguments, TemplateContext context)
    {
        if (Lists.ItemsOf(input, context) is not { } items || LiquidExpansion.Of(context).ExpressionOf(arguments.At(1).ToStringValue(), isCondition: false) is not { } expression)
        {
            return new(input);
        }

        var name = arguments.At(0).ToStringValue();
        return new(InScope(context, () => Grouped(items, item => Evaluate(expression, name, item, context))));
    }

    private static FluidValue InScope(TemplateContext context, Func<FluidValue> make)
    {
        context.EnterChildScope();
        try
        {
            return make();
        }
        finally
        {
            context.ReleaseScope();
        }
    }

    private static FluidValue Evaluate(Expression expression, string name, FluidValue item, TemplateContext context)
    {
        context.IncrementSteps();
        LiquidExpansion.Of(context).Bounds.Spend(100);
        context.SetValue(name, item);
        return expression.EvaluateAsync(context).AsTask().GetAwaiter().GetResult();
    }

    private static ArrayValue Grouped(IReadOnlyList<FluidValue> items, Func<FluidValue, FluidValue> by) => new(items
        .GroupBy(item => by(item).ToStringValue(), StringComparer.Ordinal)
        .Select(group => (Name: group.Key, Items: group.ToArray()))
        .Select(group => (FluidValue)new MapValue(
        [
            new("name", new StringValue(group.Name)),
            new("items", new ArrayValue(group.Items)),
            new("size", NumberValue.Create(group.Items.Length)),
        ]))
        .ToArray());
}
