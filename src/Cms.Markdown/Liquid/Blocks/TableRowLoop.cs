using System.Globalization;
using System.Text.Encodings.Web;
using Fluid;
using Fluid.Ast;
using Fluid.Values;

namespace Cms.Markdown.Liquid;

/// <summary>Liquid's rows of a table, <c>cols</c> cells in each.</summary>
internal sealed class TableRowLoop(int id, IReadOnlyList<Statement> statements) : Statement
{
    public override async ValueTask<Completion> WriteToAsync(TextWriter writer, TextEncoder encoder, TemplateContext context)
    {
        context.IncrementSteps();
        if (LiquidExpansion.Of(context).LoopOf(id) is not { } loop)
        {
            return Completion.Normal;
        }

        var items = loop.Items(context);
        var columns = loop.Attributes.TryGetValue("cols", out var cols) ? Math.Max(1, LoopMarkup.NumberOf(cols, context)) : Math.Max(1, items.Count);
        var outer = context.GetValue(loop.Variable);
        await writer.WriteAsync("<tr class=\"row1\">\n");
        for (var index = 0; index < items.Count; index++)
        {
            context.IncrementSteps();
            var (row, column) = ((index / columns) + 1, (index % columns) + 1);
            context.SetValue(loop.Variable, items[index]);
            context.SetValue("tablerowloop", Position(index, items.Count, row, column, columns));
            await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"<td class=\"col{column}\">"));
            var completion = await LiquidExpansion.WriteAsync(statements, writer, encoder, context);
            await writer.WriteAsync("</td>");
            if (completion == Completion.Break)
            {
                break;
            }

            if (column == columns && index < items.Count - 1)
            {
                await writer.WriteAsync(string.Create(CultureInfo.InvariantCulture, $"</tr>\n<tr class=\"row{row + 1}\">"));
            }
        }

        await writer.WriteAsync("</tr>\n");
        context.SetValue(loop.Variable, outer);
        return Completion.Normal;
    }

    private static MapValue Position(int index, int length, int row, int column, int columns) => new(
    [
        new("length", NumberValue.Create(length)),
        new("index", NumberValue.Create(index + 1)),
        new("index0", NumberValue.Create(index)),
        new("rindex", NumberValue.Create(length - index)),
        new("rindex0", NumberValue.Create(length - index - 1)),
        new("first", BooleanValue.Create(index == 0)),
        new("last", BooleanValue.Create(index == length - 1)),
        new("row", NumberValue.Create(row)),
        new("col", NumberValue.Create(column)),
        new("col0", NumberValue.Create(column - 1)),
        new("col_first", BooleanValue.Create(column == 1)),
        new("col_last", BooleanValue.Create(column == columns)),
    ]);
}
