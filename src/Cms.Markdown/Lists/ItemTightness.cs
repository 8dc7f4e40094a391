using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Lists;

/// <summary>
/// kramdown decides item by item whether the text gets a paragraph: where a blank line follows it. CommonMark decides for the whole list
/// (CommonMark 0.31.2, section 5.3).
/// </summary>
internal sealed class ItemTightness : IMarkdownExtension
{
    private static readonly object Tight = new();

    public void Setup(MarkdownPipelineBuilder pipeline)
    {
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html)
        {
            html.ObjectRenderers.ReplaceOrAdd<ParagraphRenderer>(new Renderer());
        }
    }

    /// <param name="document">The parsed text.</param>
    /// <param name="text">What it was parsed from: only there can blank lines be seen.</param>
    public static void Apply(MarkdownDocument document, string text)
    {
        foreach (var list in document.Descendants<ListBlock>())
        {
            if (list.IsLoose)
            {
                Apply(list, text);
            }
        }
    }

    private static void Apply(ListBlock list, string text)
    {
        var anyTight = list.Count == 1;
        for (var i = 0; i < list.Count; i++)
        {
            var item = (ListItemBlock)list[i];
            var isLast = i == list.Count - 1;
            if (item.FirstOrDefault() is not ParagraphBlock first)
            {
                anyTight = true;
                continue;
            }

            // A blank line below the last item belongs to what follows the list.
            var next = item.Count > 1 ? item[1] : isLast ? null : list[i + 1];
            var isTight = (next is null || !IsBlankBetween(text, first, next)) && (!isLast || anyTight);
            anyTight |= isTight;
            if (isTight)
            {
                first.SetData(Tight, Tight);
            }
        }
    }

    private static bool IsBlankBetween(string text, Block above, Block below)
    {
        var start = Math.Clamp(above.Span.End + 1, 0, text.Length);
        var end = Math.Clamp(below.Span.Start, start, text.Length);
        return text.AsSpan(start, end - start).Count('\n') > 1;
    }

    private sealed class Renderer : ParagraphRenderer
    {
        protected override void Write(HtmlRenderer renderer, ParagraphBlock paragraph)
        {
            var implicitParagraph = renderer.ImplicitParagraph;
            renderer.ImplicitParagraph |= paragraph.GetData(Tight) is not null;
            base.Write(renderer, paragraph);
            renderer.ImplicitParagraph = implicitParagraph;
        }
    }
}
