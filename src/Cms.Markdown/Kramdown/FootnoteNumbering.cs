using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

internal static class FootnoteNumbering
{
    /// <summary>Numbers the footnotes in the order of their first references and puts them at the end; what nothing refers to is left out.</summary>
    public static void Apply(MarkdownDocument document, RenderingOptions options)
    {
        var footnotes = new List<Footnote>();
        Count(document, footnotes, options);
        if (footnotes.Count == 0)
        {
            return;
        }

        var list = new FootnoteList();
        for (var i = 0; i < footnotes.Count; i++)
        {
            // A footnote may be the first to refer to another. There is no way back to references that stand in a footnote itself or in one behind it.
            AddWaysBack(footnotes[i], options.KramdownOptions);
            Count(footnotes[i], footnotes, options);
            list.Add(footnotes[i]);
        }

        document.Add(list);
    }

    private static void Count(ContainerBlock container, List<Footnote> footnotes, RenderingOptions options)
    {
        foreach (var reference in container.Descendants<FootnoteReference>())
        {
            var footnote = reference.Footnote;
            if (footnote.Number == 0)
            {
                footnote.Number = options.FootnotesFrom + footnotes.Count;
                footnote.Id = options.KramdownOptions.FootnotePrefix + footnote.Label;
                footnotes.Add(footnote);
            }

            reference.Index = footnote.References++;
            reference.Text = options.KramdownOptions.LinkTextOf(footnote.Number);
        }
    }

    private static void AddWaysBack(Footnote footnote, KramdownOptions options)
    {
        var text = footnote.LastChild is Paragraph || options.FootnoteBacklinkInline ? LastText(footnote) : null;
        var standsApart = text is null;
        if (text is null)
        {
            var paragraph = new Paragraph("") { Inline = text = new ContainerInline() };
            footnote.Add(paragraph);
        }

        for (var i = 0; i < footnote.References && options.FootnoteBacklink.Length > 0; i++)
        {
            text.AppendChild(new FootnoteWayBack(footnote.Id, options.FootnoteBacklink, i, hasBlank: !standsApart || i > 0));
        }
    }

    /// <summary>The text of the last paragraph or heading, however deep it lies; null where something else is last.</summary>
    private static ContainerInline? LastText(ContainerBlock container)
    {
        var last = container.LastChild;
        while (last is ContainerBlock { Count: > 0 } inner)
        {
            last = inner.LastChild;
        }

        return last is Paragraph or Heading ? ((LeafBlock)last).Inline : null;
    }
}
