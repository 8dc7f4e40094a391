using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

internal static class FootnoteNumbering
{
    /// <summary>Numbers the footnotes in the order of their first references and puts them at the end; what nothing refers to is left out.</summary>
    /// <param name="first">The number of the first.</param>
    public static void Apply(MarkdownDocument document, int first)
    {
        var footnotes = new List<Footnote>();
        Count(document, footnotes, first);
        for (var i = 0; i < footnotes.Count; i++)
        {
            // A footnote may be the first to refer to another.
            Count(footnotes[i], footnotes, first);
        }

        if (footnotes.Count == 0)
        {
            return;
        }

        var list = new FootnoteList();
        foreach (var footnote in footnotes)
        {
            AddWaysBack(footnote);
            list.Add(footnote);
        }

        document.Add(list);
    }

    private static void Count(ContainerBlock container, List<Footnote> footnotes, int first)
    {
        foreach (var reference in container.Descendants<FootnoteReference>())
        {
            var footnote = reference.Footnote;
            if (footnote.Number == 0)
            {
                footnote.Number = first + footnotes.Count;
                footnotes.Add(footnote);
            }

            reference.Index = footnote.References++;
        }
    }

    private static void AddWaysBack(Footnote footnote)
    {
        var standsApart = footnote.LastChild is not Paragraph;
        if (standsApart)
        {
            footnote.Add(new Paragraph("") { Inline = new ContainerInline() });
        }

        var paragraph = (Paragraph)footnote.LastChild!;
        for (var i = 0; i < footnote.References; i++)
        {
            paragraph.Inline!.AppendChild(new FootnoteWayBack(footnote.Label, i, hasBlank: !standsApart || i > 0));
        }
    }
}
