using Markdig;
using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Tables;

/// <summary>Pipe tables with kramdown's further lines: one of dashes starts a new body, one of equals signs the foot.</summary>
internal sealed class KramdownTables : IMarkdownExtension
{
    private static readonly object StartsBody = new();
    private static readonly object StartsFoot = new();

    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        new PipeTableExtension(new PipeTableOptions { UseHeaderForColumnCount = false }).Setup(pipeline);
        pipeline.DocumentProcessed += TakeSeparators;
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html)
        {
            html.ObjectRenderers.Insert(0, new Renderer());
        }
    }

    private static void TakeSeparators(MarkdownDocument document)
    {
        foreach (var table in document.Descendants<Table>().ToList())
        {
            object? section = null;
            foreach (var row in table.Cast<TableRow>().ToList())
            {
                if (!row.IsHeader && SeparatorOf(row) is { } separator)
                {
                    section = separator;
                    table.Remove(row);
                }
                else if (section is not null)
                {
                    row.SetData(section, section);
                    section = null;
                }
            }
        }
    }

    /// <summary>What the row starts if it holds nothing but marks, null for a row of content.</summary>
    private static object? SeparatorOf(TableRow row)
    {
        var mark = '\0';
        foreach (var cell in row.Cast<TableCell>())
        {
            foreach (var inline in cell.Descendants<LeafInline>())
            {
                if (inline is not LiteralInline literal)
                {
                    return null;
                }

                foreach (var c in literal.Content.AsSpan().Trim(" \t:"))
                {
                    if (c is not ('-' or '=') || (mark != '\0' && c != mark))
                    {
                        return null;
                    }

                    mark = c;
                }
            }
        }

        return mark switch
        {
            '-' => StartsBody,
            '=' => StartsFoot,
            _ => null,
        };
    }

    private sealed class Renderer : HtmlObjectRenderer<Table>
    {
        protected override void Write(HtmlRenderer renderer, Table table)
        {
            renderer.EnsureLine();
            renderer.Write("<table").WriteAttributes(table).WriteLine('>');
            string? section = null;
            foreach (var row in table.Cast<TableRow>())
            {
                var next = row.IsHeader ? "thead" : row.GetData(StartsFoot) is not null || section == "tfoot" ? "tfoot" : "tbody";
                if (next != section || row.GetData(StartsBody) is not null)
                {
                    Close(renderer, section);
                    renderer.Write('<').Write(next).WriteLine('>');
                    section = next;
                }

                Write(renderer, table, row);
            }

            Close(renderer, section);
            renderer.WriteLine("</table>");
        }

        private static void Close(HtmlRenderer renderer, string? section)
        {
            if (section is not null)
            {
                renderer.Write("</").Write(section).WriteLine('>');
            }
        }

        private static void Write(HtmlRenderer renderer, Table table, TableRow row)
        {
            renderer.Write("<tr").WriteAttributes(row).WriteLine('>');
            for (var i = 0; i < row.Count; i++)
            {
                var cell = (TableCell)row[i];
                var name = row.IsHeader ? "th" : "td";
                renderer.Write('<').Write(name).Write(AlignmentOf(table, cell.ColumnIndex < 0 ? i : cell.ColumnIndex)).WriteAttributes(cell).Write('>');

                // kramdown keeps an empty cell open for old browsers.
                var isEmpty = cell.Count == 0 || cell is [ParagraphBlock { Inline: null or { FirstChild: null } }];
                var implicitParagraph = renderer.ImplicitParagraph;
                renderer.ImplicitParagraph = cell.Count == 1;
                renderer.Write(cell);
                renderer.ImplicitParagraph = implicitParagraph;
                renderer.Write(isEmpty ? "\u00A0</" : "</").Write(name).WriteLine('>');
            }

            renderer.WriteLine("</tr>");
        }

        private static string AlignmentOf(Table table, int column) => column >= table.ColumnDefinitions.Count
            ? ""
            : table.ColumnDefinitions[column].Alignment switch
            {
                TableColumnAlign.Left => " style=\"text-align: left\"",
                TableColumnAlign.Center => " style=\"text-align: center\"",
                TableColumnAlign.Right => " style=\"text-align: right\"",
                _ => "",
            };
    }
}
