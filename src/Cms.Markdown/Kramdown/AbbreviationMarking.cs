using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

/// <summary>Marks abbreviations in the text with their meanings, longest first, where they stand as words of their own.</summary>
internal sealed class AbbreviationMarking
{
    // Real abbreviations are short; the bounds keep the work from growing with the square of the text.
    private const int LongestAbbreviation = 100;
    private const long MaximumWork = 20_000_000;

    private readonly DocumentState state;
    private readonly Dictionary<string, Abbreviation>.AlternateLookup<ReadOnlySpan<char>> abbreviations;
    private readonly int[] lengths;
    private readonly HashSet<char> beginnings;
    private long work;

    private AbbreviationMarking(DocumentState state)
    {
        this.state = state;
        abbreviations = state.Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>();
        lengths = [.. state.Abbreviations.Keys.Select(abbreviation => abbreviation.Length).Where(length => length <= LongestAbbreviation).Distinct().OrderDescending()];
        beginnings = [.. state.Abbreviations.Keys.Select(abbreviation => abbreviation[0])];
    }

    public static void Apply(MarkdownDocument document, DocumentState state)
    {
        if (state.Abbreviations.Count == 0)
        {
            return;
        }

        var marking = new AbbreviationMarking(state);
        foreach (var container in state.Footnotes.Values.Prepend<ContainerBlock>(document))
        {
            foreach (var literal in container.Descendants<LiteralInline>().ToList())
            {
                if (literal.Parent is not LinkInline { IsImage: true })
                {
                    marking.Mark(literal);
                }
            }
        }
    }

    private void Mark(LiteralInline literal)
    {
        var text = literal.Content.AsSpan();
        var start = 0;
        var pieces = new List<Inline>();
        for (var i = 0; i < text.Length; i++)
        {
            if (!beginnings.Contains(text[i]) || (i > 0 && Characters.IsWord(text[i - 1])) || LengthAt(text, i) is not (> 0 and var length))
            {
                continue;
            }

            if (i > start)
            {
                pieces.Add(new LiteralInline(new StringSlice(text[start..i].ToString())));
            }

            pieces.Add(Marked(text.Slice(i, length)));
            start = i + length;
            i = start - 1;
        }

        if (pieces.Count == 0)
        {
            return;
        }

        pieces.Add(new LiteralInline(new StringSlice(text[start..].ToString())));
        pieces.ForEach(literal.InsertBefore);
        literal.Remove();
    }

    private AbbreviationInline Marked(ReadOnlySpan<char> text)
    {
        var abbreviation = abbreviations[text];
        var marked = new AbbreviationInline(text.ToString(), abbreviation.Meaning);
        state.ApplyDefinition(abbreviation.Definition, marked);
        return marked;
    }

    private int LengthAt(ReadOnlySpan<char> text, int i)
    {
        foreach (var length in lengths)
        {
            if (i + length > text.Length || (i + length < text.Length && Characters.IsWord(text[i + length])))
            {
                continue;
            }

            work += length;
            if (work > MaximumWork)
            {
                return 0;
            }

            if (abbreviations.ContainsKey(text.Slice(i, length)))
            {
                return length;
            }
        }

        return 0;
    }
}
