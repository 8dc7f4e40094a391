using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

/// <summary>A footnote's text. Its number is given when its first reference is written.</summary>
internal sealed class Footnote(string label) : ContainerBlock(null)
{
    public string Label { get; } = label;

    public int Number { get; set; }

    public int References { get; set; }
}

internal sealed class FootnoteReference(Footnote footnote) : LeafInline
{
    public Footnote Footnote { get; } = footnote;

    /// <summary>0 for the first reference to its footnote.</summary>
    public int Index { get; set; }
}

/// <summary>The arrow from a footnote back to where it is referred to.</summary>
internal sealed class FootnoteWayBack(string label, int index, bool hasBlank) : LeafInline
{
    public string Label { get; } = label;

    public int Index { get; } = index;

    /// <summary>Whether it stands behind text.</summary>
    public bool HasBlank { get; } = hasBlank;
}

/// <summary>The footnotes that are referred to, at the end of the document.</summary>
internal sealed class FootnoteList() : ContainerBlock(null);
