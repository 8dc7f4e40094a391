using Markdig;
using Markdig.Extensions.TaskLists;
using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Parsers.Inlines;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace Cms.Markdown.TaskLists;

/// <summary>Task lists in the markup of kramdown's GFM parser: its classes, and no blank behind the box.</summary>
internal sealed class KramdownTaskLists : IMarkdownExtension
{
    public void Setup(MarkdownPipelineBuilder pipeline) => pipeline.InlineParsers.InsertBefore<LinkInlineParser>(new BoxParser());

    public void Setup(MarkdownPipeline pipeline, IMarkdownRenderer renderer)
    {
        if (renderer is HtmlRenderer html)
        {
            html.ObjectRenderers.Insert(0, new BoxRenderer());
        }
    }

    private sealed class BoxParser : TaskListInlineParser
    {
        public BoxParser()
        {
            ListClass = "task-list";
        }

        public override bool Match(InlineProcessor processor, ref StringSlice slice)
        {
            // "[x](address)" in an item is a link.
            if (!slice.PeekChar(3).IsWhitespace() || !base.Match(processor, ref slice))
            {
                return false;
            }

            slice.TrimStart();
            return true;
        }
    }

    private sealed class BoxRenderer : HtmlObjectRenderer<TaskList>
    {
        protected override void Write(HtmlRenderer renderer, TaskList box) => renderer
            .Write("<input type=\"checkbox\" class=\"task-list-item-checkbox\" disabled=\"disabled\"")
            .Write(box.Checked ? " checked=\"checked\" />" : " />");
    }
}
