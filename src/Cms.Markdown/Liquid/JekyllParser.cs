using Fluid;
using Fluid.Ast;
using Fluid.Parser;
using Fluid.Values;
using Parlot.Fluent;

namespace Cms.Markdown.Liquid;

/// <summary>Fluid's parser with Ruby's comparisons and blocks of our own where Fluid's count nothing. What those and our tags say is looked up by a number: see <see cref="LiquidRewriter"/>.</summary>
internal sealed class JekyllParser : FluidParser
{
    /// <summary>A tag of ours, by its number in the expansion.</summary>
    public const string Tag = "cms_tag";

    /// <summary>A block of ours, by its number in the expansion.</summary>
    public const string Block = "cms_block";

    /// <summary>A piece of text that is no Liquid, by its number in the expansion.</summary>
    public const string Text = "cms_text";

    public JekyllParser()
    {
        var number = Parsers.Terms.Integer();
        RegisterParserTag(Tag, number, static (id, output, _, context) =>
        {
            var expansion = LiquidExpansion.Of(context);
            output.Write(expansion.Write(expansion.Uses[(int)id], "", context));
            return new(Completion.Normal);
        });
        RegisterParserTag(Text, number, static (id, output, _, context) =>
        {
            context.IncrementSteps();
            output.Write(LiquidExpansion.Of(context).Texts[(int)id]);
            return new(Completion.Normal);
        });
        RegisterParserBlock(Block, number, static async (id, statements, output, _, context) =>
        {
            var expansion = LiquidExpansion.Of(context);
            var (body, completion) = await expansion.RenderAsync(statements, context);
            output.Write(expansion.Write(expansion.Uses[(int)id], body, context));
            return completion;
        });
        RegisterParserBlock("capture", number, static (id, statements, _, _, context) => Blocks.CaptureAsync((int)id, statements, context));
        RegisterEmptyBlock("ifchanged", static (statements, output, _, context) => Blocks.IfChangedAsync(statements, output, context));
        RegisteredTags["for"] = LoopOf(number, "for", static (id, statements, otherwise) => new ForLoop(id, statements, otherwise));
        RegisteredTags["tablerow"] = LoopOf(number, "tablerow", static (id, statements, _) => new TableRowLoop(id, statements));
        Compare("==", AreEqual);
        Compare("!=", (left, right) => !AreEqual(left, right));
        Compare("<>", (left, right) => !AreEqual(left, right));
        Compare("<", (left, right) => Order(left, right) < 0);
        Compare(">", (left, right) => Order(left, right) > 0);
        Compare("<=", (left, right) => Order(left, right) <= 0);
        Compare(">=", (left, right) => Order(left, right) >= 0);
        Compare("contains", Holds);

        // Fluid's own, which Liquid has not.
        RegisteredOperators.Remove("startswith");
        RegisteredOperators.Remove("endswith");
    }

    /// <summary>An expression with its filters, as an output holds it.</summary>
    public Expression? ParseExpression(string text) => Parse(FilterExpression, text);

    /// <summary>A condition, as <c>if</c> takes it.</summary>
    public Expression? ParseCondition(string text) => Parse(LogicalExpression, text);

    /// <summary>As Ruby has it for texts, numbers and what is nothing; lists are equal by their items, maps only to themselves.</summary>
    public static bool AreEqual(FluidValue left, FluidValue right) => (left, right) switch
    {
        (MapValue, MapValue) => ReferenceEquals(left, right),
        (ArrayValue one, ArrayValue other) => one.Values.Count == other.Values.Count
            && one.Values.Zip(other.Values).All(pair => pair.First is ArrayValue ? ReferenceEquals(pair.First, pair.Second) : pair.First.Equals(pair.Second)),
        _ => left.Equals(right),
    };

    private static Expression? Parse(Parser<Expression> grammar, string text)
    {
        var result = new Parlot.ParseResult<Expression>();
        var context = new FluidParseContext(text);
        return grammar.Parse(context, ref result) && string.IsNullOrWhiteSpace(text[context.Scanner.Cursor.Offset..]) ? result.Value : null;
    }

    private Parser<Statement> LoopOf(Parser<long> number, string name, Func<int, IReadOnlyList<Statement>, IReadOnlyList<Statement>, Statement> make) =>
        number.AndSkip(TagEnd)
            .And(AnyTagsList)
            .And(Parsers.ZeroOrOne(CreateTag("else").SkipAnd(AnyTagsList)))
            .AndSkip(CreateTag("end" + name).ElseError($"'{{% end{name} %}}' was expected"))
            .Then(parsed => make((int)parsed.Item1, parsed.Item2, parsed.Item3 ?? []));

    private void Compare(string name, Func<FluidValue, FluidValue, bool> holds) =>
        RegisteredOperators[name] = (left, right) => new Comparison(left, right, holds);

    /// <summary>Null for what Ruby can't put in an order.</summary>
    private static int? Order(FluidValue left, FluidValue right) => (left.Type, right.Type) switch
    {
        (FluidValues.Number, FluidValues.Number) => left.ToNumberValue().CompareTo(right.ToNumberValue()),
        (FluidValues.String, FluidValues.String) => string.CompareOrdinal(left.ToStringValue(), right.ToStringValue()),
        _ => null,
    };

    private static bool Holds(FluidValue left, FluidValue right) => left switch
    {
        _ when right.IsNil() => false,
        StringValue text => text.ToStringValue().Contains(right.ToStringValue(), StringComparison.Ordinal),
        ArrayValue list => list.Values.Any(item => AreEqual(item, right)),
        MapValue map => map.Has(right.ToStringValue()),
        _ => false,
    };

    private sealed class Comparison(Expression left, Expression right, Func<FluidValue, FluidValue, bool> holds) : Expression
    {
        public override async ValueTask<FluidValue> EvaluateAsync(TemplateContext context)
        {
            var one = await left.EvaluateAsync(context);
            var other = await right.EvaluateAsync(context);
            LiquidExpansion.Of(context).Bounds.Spend(LiquidBounds.CostOf(one) + LiquidBounds.CostOf(other));
            return new BinaryExpressionFluidValue(one, holds(one, other));
        }
    }
}
