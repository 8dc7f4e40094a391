using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

/// <summary>A footnote's text. Its number is given when its first reference is written.</summary>
internal sealed class Footnote(string label) : ContainerBlock(null)
{
    public string Label { get; } = label;

    /// <summary>What its ids are made of; known when it has its number.</summary>
    public string Id { get; set; } = label;

    public int Number { get; set; }

    public int References { get; set; }
}

internal sealed class FootnoteReference(Footnote footnote) : LeafInline
{
    public Footnote Footnote { get; } = footnote;

    /// <summary>0 for the first reference to its footnote.</summary>
    public int Index { get; set; }

    /// <summary>What readers see of it.</summary>
    public string Text { get; set; } = "";
}

/// <summary>The arrow from a footnote back to where it is referred to.</summary>
/// <param name="id">The footnote's.</param>
/// <param name="text">What readers see of it.</param>
internal sealed class FootnoteWayBack(string id, string text, int index, bool hasBlank) : LeafInline
{
    public string Id { get; } = id;

    public string Text { get; } = text;

    public int Index { get; } = index;

    /// <summary>Whether it stands behind text.</summary>
    public bool HasBlank { get; } = hasBlank;
}

/// <summary>The footnotes that are referred to, at the end of the document.</summary>
internal sealed class FootnoteList() : ContainerBlock(null);
