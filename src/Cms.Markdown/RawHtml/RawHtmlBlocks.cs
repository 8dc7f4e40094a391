using Markdig;
using Markdig.Parsers;
using Markdig.Renderers;

namespace Cms.Markdown.RawHtml;

/// <summary>Puts kramdown's HTML blocks in the place of CommonMark's.</summary>
internal sealed class RawHtmlBlocks : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.BlockParsers.ReplaceOrAdd<HtmlBlockParser>(new RawHtmlBlockParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
    }
}
