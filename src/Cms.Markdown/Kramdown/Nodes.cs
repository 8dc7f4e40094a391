using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

// The nodes that kramdown's tree has and Markdig's has not.

/// <summary>A block whose text is read for spans once all definitions of the document are known.</summary>
internal interface ITextBlock
{
    /// <summary>Hands the text over; it is not needed twice.</summary>
    string TakeText();
}

/// <summary>A paragraph; a transparent one is written without its tags, as in a tight list item.</summary>
internal sealed class Paragraph(string text) : ParagraphBlock, ITextBlock
{
    private StringBuilder? continued;
    private string beginning = text;

    public string Text
    {
        get => continued?.ToString() ?? beginning;
        set => (beginning, continued) = (value, null);
    }

    public void Append(string lineEnd, ReadOnlySpan<char> added) => (continued ??= new StringBuilder(beginning)).Append(lineEnd).Append(added);

    public string TakeText()
    {
        var taken = Text;
        Text = "";
        return taken;
    }

    public bool IsTransparent { get; set; }

    /// <summary>Whether a task list's box stands before the text, and whether it is ticked.</summary>
    public bool? Box { get; set; }
}

internal sealed class Heading(string text) : HeadingBlock(null!), ITextBlock
{
    public string TakeText() => text;
}

/// <summary>An element that holds text: a table's cell, a term, an HTML element whose inside is read as spans.</summary>
internal sealed class ElementText(string name, string text) : LeafBlock(null), ITextBlock
{
    /// <summary>Empty where only the inside is written.</summary>
    public string Name { get; set; } = name;

    /// <summary>Attributes as they are written behind the name, escaped; for elements of the author's own HTML.</summary>
    public string OwnAttributes { get; init; } = "";

    public bool IsHtml { get; init; }

    public string TakeText() => text;
}

/// <summary>An element that holds blocks: the parts of a table, a definition list, an HTML element whose inside is read as blocks.</summary>
internal sealed class ElementBlock(string name) : ContainerBlock(null)
{
    /// <summary>Empty where only the inside is written.</summary>
    public string Name { get; set; } = name;

    public string OwnAttributes { get; init; } = "";

    public bool IsHtml { get; init; }
}

internal sealed class MathBlock(string formula) : LeafBlock(null)
{
    public string Formula { get; } = formula;
}

internal sealed class MathInline(string formula) : LeafInline
{
    public string Formula { get; } = formula;
}

/// <summary>Text within an author's HTML that is not read for spans; its entities stay as they are written.</summary>
internal sealed class RawTextInline(string text) : LeafInline
{
    public string Text { get; } = text;
}

internal sealed class AbbreviationInline(string text, string meaning) : LeafInline
{
    public string Text { get; } = text;

    public string Meaning { get; } = meaning;
}

/// <summary>A comment between blocks: nothing to a reader, but something between what stands around it.</summary>
/// <param name="comment">With its marks; empty where readers are not to get it.</param>
internal sealed class CommentBlock(string comment) : LeafBlock(null)
{
    public string Comment { get; } = comment;
}

/// <summary>A comment in text.</summary>
/// <param name="comment">With its marks; empty where readers are not to get it.</param>
internal sealed class CommentInline(string comment) : LeafInline
{
    public string Comment { get; } = comment;
}

/// <summary>Where a list with <c>{:toc}</c> stood.</summary>
internal sealed class TableOfContents(bool isOrdered) : LeafBlock(null)
{
    public bool IsOrdered { get; } = isOrdered;

    /// <summary>With the level that each has in the text, whatever it is written with.</summary>
    public IReadOnlyList<(HeadingBlock Heading, int Level)> Headings { get; set; } = [];
}

/// <summary>Blank lines, which decide what the blocks around them are.</summary>
/// <param name="isSingle">Whether it is one empty line.</param>
internal sealed class BlankLines(bool isSingle) : LeafBlock(null)
{
    public bool IsSingle { get; set; } = isSingle;
}

/// <summary>An end of the block before: a definition, which leaves nothing else behind, or a line with <c>^</c>.</summary>
internal sealed class BlockEnd(BlockEnd.Of kind) : LeafBlock(null)
{
    public enum Of
    {
        Marker,
        Definition,
        Attributes,
        Extension,
    }

    public Of Kind { get; } = kind;
}
