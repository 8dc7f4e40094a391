using System.Text.RegularExpressions;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Liquid's blocks that keep what they hold, within the bounds.</summary>
internal static class Blocks
{
    public static async ValueTask<Completion> CaptureAsync(int id, IReadOnlyList<Statement> statements, TemplateContext context)
    {
        context.IncrementSteps();
        var expansion = LiquidExpansion.Of(context);
        var name = expansion.Uses[id].Arguments.Trim('"', '\'');
        var (body, completion) = await expansion.RenderAsync(statements, context);
        context.SetValue(name, expansion.Bounds.Check(new StringValue(body)));
        return completion;
    }

    public static async ValueTask<Completion> IfChangedAsync(IReadOnlyList<Statement> statements, TextWriter output, TemplateContext context)
    {
        context.IncrementSteps();
        var expansion = LiquidExpansion.Of(context);
        var (body, completion) = await expansion.RenderAsync(statements, context);
        if (body != expansion.LastChanged)
        {
            expansion.LastChanged = body;
            output.Write(body);
        }

        return completion;
    }
}

/// <summary>What a loop says it goes over: <c>item in list [reversed] [limit:n] [offset:n]</c>, read as loosely as Ruby does.</summary>
internal sealed partial record LoopMarkup(string Variable, string Source, bool IsReversed, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The name that <c>offset:continue</c> goes by.</summary>
    public string Name => $"{Variable}-{Source}";

    public static LoopMarkup? Of(string arguments)
    {
        var match = Markup.Match(arguments);
        if (!match.Success)
        {
            return null;
        }

        Dictionary<string, string> attributes = new(StringComparer.Ordinal);
        foreach (Match attribute in Attribute.Matches(match.Groups["rest"].Value))
        {
            attributes[attribute.Groups["name"].Value] = attribute.Groups["value"].Value;
        }

        return new(match.Groups["variable"].Value, match.Groups["source"].Value, Reversed.IsMatch(match.Groups["rest"].Value), attributes);
    }

    /// <summary>The items that the loop goes through, in its order. The whole list is paid for.</summary>
    public IReadOnlyList<FluidValue> Items(TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        var all = All(context);
        expansion.Bounds.Spend(10 + all.Count);
        var from = Attributes.GetValueOrDefault("offset") is not { } offset ? 0
            : offset == "continue" ? expansion.Offsets.GetValueOrDefault(Name)
            : NumberOf(offset, context);
        from = Math.Clamp(from, 0, all.Count);
        var count = Attributes.TryGetValue("limit", out var limit) ? Math.Clamp(NumberOf(limit, context), 0, all.Count - from) : all.Count - from;
        expansion.Offsets[Name] = from + count;
        var items = all.Skip(from).Take(count);
        return IsReversed ? items.Reverse().ToList() : items.ToList();
    }

    private IReadOnlyList<FluidValue> All(TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        if (Numbers.Match(Source) is { Success: true } range)
        {
            var (low, high) = (NumberOf(range.Groups["low"].Value, context), NumberOf(range.Groups["high"].Value, context));
            var length = Math.Max(0, (long)high - low + 1);
            return length > LiquidBounds.MaximumItems
                ? throw new RenderingLimitException($"A loop of the Liquid in this text counts over more than {LiquidBounds.MaximumItems:D} numbers. Make it shorter.")
                : Enumerable.Range(low, (int)length).Select(number => (FluidValue)NumberValue.Create(number)).ToList();
        }

        return expansion.Evaluate(Source, context) switch
        {
            ArrayValue list => list.Values,
            StringValue text => text.ToStringValue().Length == 0 ? [] : [text],
            MapValue map => map.Enumerate(context).ToList(),
            _ => [],
        };
    }

    public static int NumberOf(string expression, TemplateContext context)
    {
        var value = LiquidExpansion.Of(context).Evaluate(expression, context);
        return (int)Math.Clamp(NumberFilters.ToInteger(value), int.MinValue, int.MaxValue);
    }

    [GeneratedRegex("""^(?<variable>[\w-]+)\s+in\s+(?<source>\([^()]*\)|(?:[^\s,'"]|"[^"]*"|'[^']*')+)(?<rest>.*)$""", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex Markup { get; }

    [GeneratedRegex("""(?<name>\w+)\s*:\s*(?<value>"[^"]*"|'[^']*'|[^\s,'"]+)""", RegexOptions.NonBacktracking)]
    private static partial Regex Attribute { get; }

    [GeneratedRegex(@"\breversed\b", RegexOptions.NonBacktracking)]
    private static partial Regex Reversed { get; }

    [GeneratedRegex(@"^\(\s*(?<low>\S+?)\s*\.\.\s*(?<high>\S+?)\s*\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Numbers { get; }
}
