using Markdig;
using Markdig.Renderers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Bounds;

/// <summary>
/// Stops a document that is nested too deeply before anything walks it. Markdig's renderer recurses, and refuses at 128 levels; the parser is
/// not recursive, so the document exists by then.
/// </summary>
internal sealed class NestingLimit : IMarkdownExtension
{
    public const int MaximumDepth = 120;

    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.DocumentProcessed += Check;

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }

    public static void Check(MarkdownDocument document)
    {
        var waiting = new Stack<(MarkdownObject Node, int Depth)>();
        waiting.Push((document, 0));
        while (waiting.TryPop(out var item))
        {
            if (item.Depth > MaximumDepth)
            {
                throw Exceeded();
            }

            switch (item.Node)
            {
                case ContainerBlock container:
                    foreach (var child in container)
                    {
                        waiting.Push((child, item.Depth + 1));
                    }

                    break;
                case LeafBlock { Inline: { } inline }:
                    waiting.Push((inline, item.Depth + 1));
                    break;
                case ContainerInline container:
                    for (var child = container.FirstChild; child is not null; child = child.NextSibling)
                    {
                        if (child is ContainerInline)
                        {
                            waiting.Push((child, item.Depth + 1));
                        }
                    }

                    break;
            }
        }
    }

    public static RenderingLimitException Exceeded(Exception? inner = null) =>
        new($"The text is nested deeper than {MaximumDepth} levels of quotes, lists or emphasis, or holds a table that is too large. Make it flatter.", inner!);
}
