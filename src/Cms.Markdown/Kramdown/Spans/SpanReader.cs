using System.Buffers;
using System.Text;
using Markdig.Helpers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Spans;

/// <summary>
/// Reads kramdown's spans from the text of one block. It tries what a mark may begin, and where the end is missing takes the mark for text and
/// reads on behind it. Reading twice is paid from a budget that grows with the text, so that no text takes more than a multiple of its length.
/// </summary>
internal sealed partial class SpanReader
{
    private const int MaximumDepth = 40;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_`<>![]\"'$\\{&-.~\n");
    private static readonly SearchValues<char> HtmlMarks = SearchValues.Create("<");

    private readonly DocumentState state;
    private readonly StringBuilder pending = new();
    private readonly List<Kind> open = [];
    private ContainerInline tree = new();
    private string text = "";
    private int line;
    private int position;
    private int plainStart;
    private long budget;
    private bool onlyHtml;

    public SpanReader(DocumentState state) => this.state = state;

    private enum Kind
    {
        Root,
        Emphasis,
        Strong,
        Link,
        Image,
        Html,
        RawHtml,
    }

    private char Current => text[position];

    /// <param name="block">The block's text.</param>
    /// <param name="blockLine">The block's line, which its links name.</param>
    public ContainerInline Read(string block, int blockLine)
    {
        Start(block, blockLine, 10_000 + (20L * block.Length));
        var root = new ContainerInline();
        ReadInto(root, Kind.Root, null);
        return root;
    }

    private void Start(string block, int blockLine, long work)
    {
        (text, line, budget) = (block, blockLine, work);
        (position, plainStart, unclosedTicks) = (0, 0, int.MaxValue);
        (noFormula, noExtensionEnd, noComment) = (false, false, false);
    }

    /// <summary>Fills a container up to where <paramref name="stops"/> says so, which is asked at each mark.</summary>
    /// <returns>Whether it stopped there; the end of the text is none where something else is looked for.</returns>
    private bool ReadInto(ContainerInline container, Kind kind, Func<bool>? stops)
    {
        Flush();
        var (outer, outerOnlyHtml) = (tree, onlyHtml);
        (tree, onlyHtml) = (container, kind == Kind.RawHtml || (onlyHtml && kind == Kind.Html));
        open.Add(kind);
        plainStart = position;
        var found = false;
        while (position < text.Length)
        {
            var next = text.AsSpan(position).IndexOfAny(onlyHtml ? HtmlMarks : Marks);
            if (next < 0)
            {
                if (stops is null)
                {
                    TakeText(text.Length - position);
                }

                break;
            }

            TakeText(next);
            if (stops is not null && stops())
            {
                found = true;
                break;
            }

            if (TryReadMark())
            {
                plainStart = position;
            }
            else
            {
                TakeText(1);
            }
        }

        Flush();
        open.RemoveAt(open.Count - 1);
        (tree, onlyHtml) = (outer, outerOnlyHtml);
        plainStart = position;
        return found;
    }

    private bool TryReadMark() => onlyHtml
        ? TryReadHtml()
        : Current switch
        {
            '*' or '_' => ReadEmphasis(),
            '`' => ReadCode(),
            '<' => TryReadAutolink() || TryReadHtml() || TryReadSymbol(),
            '>' or '-' or '.' => TryReadSymbol(),
            '[' => TryReadFootnote() || TryReadLink(),
            '!' => TryReadLink(),
            '"' or '\'' => TryReadQuote(),
            '$' => TryReadMath(),
            '{' => TryReadExtension(),
            '&' => TryReadEntity(),
            '~' => TryReadStrikethrough(),
            '\\' => TryReadEscape(),
            '\n' => TryReadLineBreak(),
            _ => false,
        };

    private bool IsOpen(Kind kind) => open.Contains(kind);

    /// <summary>Whether something that may have to be read twice may still be begun.</summary>
    private bool CanTry() => budget > 0 && open.Count < MaximumDepth;

    /// <summary>Goes back to where something began that has no end.</summary>
    private void GoBack(int start)
    {
        budget -= position - start + 8;
        position = start;
    }

    private char CharAt(int index) => index >= 0 && index < text.Length ? text[index] : '\0';

    private bool StandsHere(string mark) => string.CompareOrdinal(text, position, mark, 0, mark.Length) == 0;

    /// <summary>Takes characters for text.</summary>
    private bool TakeText(int length)
    {
        pending.Append(text, position, length);
        position += length;
        return true;
    }

    private void Add(Inline inline)
    {
        Flush();
        inline.Line = line;
        tree.AppendChild(inline);
    }

    private void Flush()
    {
        if (pending.Length == 0)
        {
            return;
        }

        var written = pending.ToString();
        pending.Clear();
        tree.AppendChild(onlyHtml ? new RawTextInline(written) : new LiteralInline(new StringSlice(written)));
    }
}
