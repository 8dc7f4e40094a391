using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>The boxes of task lists, with the classes that kramdown's GFM parser gives them.</summary>
internal static class TaskLists
{
    public static void Mark(ListBlock list)
    {
        var isTaskList = false;
        foreach (var item in list.Cast<ListItemBlock>())
        {
            if (item.FirstOrDefault() is not Paragraph first)
            {
                continue;
            }

            TakeBox(first);
            isTaskList |= first.Box is not null;
            if (isTaskList)
            {
                item.GetAttributes().AddClass("task-list-item");
            }
        }

        if (isTaskList)
        {
            list.GetAttributes().AddClass("task-list");
        }
    }

    private static void TakeBox(Paragraph paragraph)
    {
        if (paragraph.Text is ['[', var mark and (' ' or 'x' or 'X'), ']', var blank, .. var text] && Characters.IsSpace(blank))
        {
            paragraph.Box = mark != ' ';
            paragraph.Text = Characters.TrimStart(text).ToString();
        }
    }
}
