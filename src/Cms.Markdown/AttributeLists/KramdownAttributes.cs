using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.AttributeLists;

/// <summary>kramdown's attribute lists, <c>{: .class #id key="value"}</c>, below or above a block and right behind a span.</summary>
internal sealed class KramdownAttributes : IMarkdownExtension
{
    private static readonly object NeedsSanitising = new();

    public void Setup(MarkdownPipelineBuilder pipeline)
    {
        pipeline.BlockParsers.Insert(0, new BlockAttributeParser());
        pipeline.InlineParsers.Insert(0, new SpanAttributeParser());
        pipeline.DocumentProcessed += ApplySpans;
        pipeline.DocumentProcessed += ApplyBlocks;
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    /// <summary>Whether the text set attributes that only the sanitiser can judge.</summary>
    public static bool HasOtherAttributes(MarkdownDocument document) => document.GetData(NeedsSanitising) is not null;

    internal static void Apply(MarkdownDocument document, IMarkdownObject target, string list)
    {
        if (AttributeList.Apply(target.GetAttributes(), list))
        {
            document.SetData(NeedsSanitising, NeedsSanitising);
        }
    }

    private static void ApplySpans(MarkdownDocument document)
    {
        foreach (var list in document.Descendants<AttributeInline>().ToList())
        {
            if (list.PreviousSibling is EmphasisInline emphasis)
            {
                Apply(document, emphasis, list.List);
                list.Remove();
            }
            else
            {
                list.ReplaceBy(new LiteralInline($"{{:{list.List}}}"));
            }
        }
    }

    private static void ApplyBlocks(MarkdownDocument document)
    {
        var containers = new HashSet<ContainerBlock>();
        foreach (var list in document.Descendants<AttributeBlock>())
        {
            containers.Add(list.Parent!);
        }

        foreach (var container in containers)
        {
            ApplyBlocks(document, container);
        }
    }

    private static void ApplyBlocks(MarkdownDocument document, ContainerBlock container)
    {
        var blocks = container.ToList();
        Block? before = null;
        var waiting = new List<AttributeBlock>();
        foreach (var block in blocks)
        {
            if (block is not AttributeBlock list)
            {
                waiting.ForEach(above => Apply(document, block, above.List));
                waiting.Clear();
                before = block;
            }
            else if (before is not null && waiting.Count == 0 && IsDirectlyBelow(before, list))
            {
                Apply(document, before, list.List);
            }
            else
            {
                waiting.Add(list);
            }
        }

        // With nothing below, it belongs to what is above after all.
        if (before is not null)
        {
            waiting.ForEach(above => Apply(document, before, above.List));
        }

        container.Clear();
        foreach (var block in blocks)
        {
            if (block is not AttributeBlock)
            {
                container.Add(block);
            }
        }
    }

    private static bool IsDirectlyBelow(Block before, AttributeBlock list) => list.Span.Start - before.Span.End <= 2 + list.Column;
}
