using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Liquid's loop. What it assigns is known after it, what it counts by is not.</summary>
internal sealed class ForLoop(int id, IReadOnlyList<Statement> statements, IReadOnlyList<Statement> otherwise) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        context.IncrementSteps();
        if (LiquidExpansion.Of(context).LoopOf(id) is not { } loop)
        {
            return Completion.Normal;
        }

        var items = loop.Items(context);
        if (items.Count == 0)
        {
            return await LiquidExpansion.WriteAsync(otherwise, writer, encoder, context);
        }

        var (outerItem, outerLoop) = (context.GetValue(loop.Variable), context.GetValue("forloop"));
        for (var index = 0; index < items.Count; index++)
        {
            context.IncrementSteps();
            context.SetValue(loop.Variable, items[index]);
            context.SetValue("forloop", Position(index, items.Count, loop.Name, outerLoop));
            if (await LiquidExpansion.WriteAsync(statements, writer, encoder, context) == Completion.Break)
            {
                break;
            }
        }

        context.SetValue(loop.Variable, outerItem);
        context.SetValue("forloop", outerLoop);
        return Completion.Normal;
    }

    private static MapValue Position(int index, int length, string name, FluidValue parent) => new(
    [
        new("name", new StringValue(name)),
        new("length", NumberValue.Create(length)),
        new("index", NumberValue.Create(index + 1)),
        new("index0", NumberValue.Create(index)),
        new("rindex", NumberValue.Create(length - index)),
        new("rindex0", NumberValue.Create(length - index - 1)),
        new("first", BooleanValue.Create(index == 0)),
        new("last", BooleanValue.Create(index == length - 1)),
        new("parentloop", parent),
    ]);
}
