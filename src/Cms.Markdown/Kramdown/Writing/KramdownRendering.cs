using Markdig;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Renderers.Html.Inlines;

namespace Cms.Markdown.Kramdown.Writing;

/// <summary>Writes what kramdown's tree has beyond Markdig's.</summary>
internal sealed class KramdownRendering : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline)
    {
    }

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is not HtmlRenderer html)
        {
            return;
        }

        html.ObjectRenderers.InsertBefore<ParagraphRenderer>(new ParagraphWriter());
        html.ObjectRenderers.InsertBefore<CodeBlockRenderer>(new CodeWriter());
        html.ObjectRenderers.InsertBefore<LinkInlineRenderer>(new LinkWriter());
        html.ObjectRenderers.InsertBefore<EmphasisInlineRenderer>(new EmphasisWriter());
        html.ObjectRenderers.AddRange(
        [
            new ElementWriter(), new ElementTextWriter(), new MathBlockWriter(), new MathWriter(), new AbbreviationWriter(), new CommentBlockWriter(), new CommentWriter(), new RawTextWriter(), new TableOfContentsWriter(),
            new FootnoteListWriter(), new FootnoteReferenceWriter(), new FootnoteWayBackWriter(),
        ]);
    }
}
