using Markdig.Syntax;

namespace Cms.Markdown.Kramdown.Blocks;

/// <summary>
/// Reads kramdown's blocks from a text. What stands in a list item, a quotation or a footnote is a text of its own, without its markers, and read
/// by a reader of its own; so the depth of readers is the depth of the document.
/// </summary>
internal sealed class BlockReader
{
    private readonly int firstLine;
    private readonly HashSet<string> absent = new(StringComparer.Ordinal);
    private (int From, int End) foundLine = (0, -1);
    private int countedTo;
    private int countedLines;
    private AttributeSet? waiting;
    private bool isClosed;

    /// <param name="text">Ends with a line end.</param>
    /// <param name="line">Where the text begins in the document, counted from 0.</param>
    public BlockReader(string text, int line, DocumentState state, int depth)
    {
        Text = text;
        firstLine = line;
        State = state;
        Depth = depth;
        Tree = state.Document;
    }

    public string Text { get; }

    public DocumentState State { get; }

    public int Depth { get; private set; }

    public int Position { get; set; }

    /// <summary>What is being filled.</summary>
    public ContainerBlock Tree { get; private set; }

    /// <summary>The HTML element whose inside is being read, null outside.</summary>
    public string? OpenElement { get; private set; }

    public bool AtEnd => Position >= Text.Length;

    public Block? Last => Tree.Count == 0 ? null : Tree[^1];

    public int Line
    {
        get
        {
            countedLines += Text.AsSpan(countedTo, Position - countedTo).Count('\n');
            countedTo = Position;
            return firstLine + countedLines;
        }
    }

    /// <summary>The attribute list of a line above, for the block that comes next.</summary>
    public AttributeSet Waiting => waiting ??= new AttributeSet();

    public bool IsAfterBoundary => Last is null or BlankLines or BlockEnd { Kind: BlockEnd.Of.Marker } || waiting is not null;

    public ReadOnlySpan<char> LineAt(int position) => Text.AsSpan(position, LineEnd(position) - position);

    public int LineEnd(int position)
    {
        // Many elements of HTML may stand on one line, and each asks where it ends.
        if (position < foundLine.From || position > foundLine.End)
        {
            foundLine = (position, Text.IndexOf('\n', position));
        }

        return foundLine.End;
    }

    public int NextLine(int position) => LineEnd(position) + 1;

    /// <summary>Looks for something that ends a construct, and remembers what is not there: an opening that is repeated looks once.</summary>
    public int Find(string what, int from, Func<int, int> search)
    {
        if (absent.Contains(what))
        {
            return -1;
        }

        var found = search(from);
        if (found < 0)
        {
            absent.Add(what);
        }

        return found;
    }

    public static void Read(string text, int line, ContainerBlock tree, BlockReader parent)
    {
        if (parent.Depth >= DocumentState.MaximumDepth)
        {
            tree.Add(new Paragraph(Characters.Trim(text).ToString()) { Line = line });
            return;
        }

        new BlockReader(text, line, parent.State, parent.Depth + 1).ReadInto(tree, element: null);
    }

    /// <summary>Fills a container from here on, to the end of the text or the closing tag of an element.</summary>
    public void ReadInto(ContainerBlock tree, string? element)
    {
        var outer = (Tree, waiting, OpenElement);
        (Tree, waiting, OpenElement) = (tree, null, element);
        Depth++;
        while (!AtEnd && !isClosed)
        {
            ReadBlock();
        }

        Depth--;
        isClosed = false;
        (Tree, waiting, OpenElement) = outer;
    }

    /// <summary>Ends the element that is being read.</summary>
    public void CloseElement() => isClosed = true;

    public void Add(Block block, int line)
    {
        block.Line = line;
        if (waiting is not null)
        {
            State.AttributesOf(block).Add(waiting);
            waiting = null;
        }

        Tree.Add(block);
    }

    /// <summary>A block boundary stands at the position: a blank line, a line of attributes, an end marker or the end of the text.</summary>
    public bool IsBoundaryAt(int position) =>
        position >= Text.Length || Lines.IsBlank(LineAt(position)) || Lines.IsEndMarker(LineAt(position)) || Lines.IsAttributes(LineAt(position));

    private void ReadBlock()
    {
        var line = LineAt(Position);
        if (Lines.IsBlank(line))
        {
            ReadBlankLines();
            return;
        }

        if (Lines.IsIndented(line))
        {
            CodeBlocks.ReadIndented(this);
            return;
        }

        var content = line.TrimStart(' ');
        var handled = content[0] switch
        {
            '~' or '`' => CodeBlocks.TryReadFenced(this),
            '>' => Quotations.Read(this),
            '#' => Headings.TryReadNumberSigns(this),
            '*' or '-' or '_' or '+' => Rules.TryRead(this) || ItemLists.TryRead(this),
            >= '0' and <= '9' => ItemLists.TryRead(this),
            ':' => DefinitionLists.TryRead(this),
            '<' => HtmlBlocks.TryRead(this),
            _ => false,
        };
        handled = handled || Headings.TryReadUnderlined(this) || MathBlocks.TryRead(this) || Tables.TryRead(this);
        handled = handled || content[0] switch
        {
            '[' => FootnoteDefinitions.TryRead(this) || LinkDefinitions.TryRead(this),
            '*' => Abbreviations.TryRead(this),
            '{' => Extensions.TryRead(this),
            '^' => TryReadEndMarker(line),
            _ => false,
        };
        if (!handled)
        {
            Paragraphs.Read(this);
        }
    }

    private void ReadBlankLines()
    {
        var start = Position;
        while (!AtEnd && Lines.IsBlank(LineAt(Position)))
        {
            Position = NextLine(Position);
        }

        if (Last is BlankLines before)
        {
            before.IsSingle = false;
        }
        else
        {
            Add(new BlankLines(Position - start == 1), Line);
        }
    }

    private bool TryReadEndMarker(ReadOnlySpan<char> line)
    {
        if (!Lines.IsEndMarker(line))
        {
            return false;
        }

        Position = NextLine(Position);
        Add(new BlockEnd(BlockEnd.Of.Marker), Line);
        return true;
    }
}
