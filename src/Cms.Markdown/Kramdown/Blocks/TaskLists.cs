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
        if (paragraph.Text.Length < 4 || paragraph.Text[0] != '[' || paragraph.Text[2] != ']' || !Characters.IsSpace(paragraph.Text[3]))
        {
            return;
        }

        var mark = paragraph.Text[1];
        if (mark is not (' ' or 'x' or 'X'))
        {
            return;
        }

        paragraph.Box = mark != ' ';
        paragraph.Text.Remove(0, 4);
        while (paragraph.Text.Length > 0 && Characters.IsSpace(paragraph.Text[0]))
        {
            paragraph.Text.Remove(0, 1);
        }
    }
}
