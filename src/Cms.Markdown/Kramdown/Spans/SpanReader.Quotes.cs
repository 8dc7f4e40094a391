using Markdig.Helpers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Spans;

/// <summary>A character that typography has put in: no plain text to what stands behind it.</summary>
/// <param name="text">What readers see.</param>
/// <param name="symbol">What it is by kramdown's own typography, and so in an id; null for the same.</param>
internal sealed class TypographicInline(string text, string? symbol = null) : LiteralInline(new StringSlice(text))
{
    public string Symbol { get; } = symbol ?? text;
}

internal sealed partial class SpanReader
{
    private const string Punctuation = "!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~";
    private const string OpensAfter = " \\\t\r\n[{(-";

    /// <summary>kramdown's SQ_RULES, after SmartyPants. The character before a quote counts only where it is plain text of the same run.</summary>
    private bool TryReadQuote()
    {
        if (!state.Options.SmartQuotes)
        {
            return false;
        }

        var quote = Current;
        char? before = position > plainStart || CharAt(position - 1) == '\n' ? text[position - 1] : null;
        var next = CharAt(position + 1);
        var atEdge = before is not { } c || Characters.IsSpace(c);
        if (atEdge && next is '"' or '\'' && next != quote && Characters.IsWord(CharAt(position + 2)) && !(before is null && ClosesBeforePunctuation()))
        {
            AddQuote(quote, opens: true);
            AddQuote(next, opens: true);
            return true;
        }

        if (before is null && next is '"' or '\'' && !OpensEmphasis() && !ClosesBeforePunctuation())
        {
            // Of two in a row the first is left as it is.
            TakeText(1);
            AddQuote(next, opens: false);
            return true;
        }

        AddQuote(quote, Opens(quote, before, next, atEdge));
        return true;
    }

    private bool Opens(char quote, char? before, char next, bool atEdge)
    {
        if (before is null && OpensEmphasis())
        {
            return true;
        }

        if (before is null && ClosesBeforePunctuation())
        {
            return false;
        }

        // The '80s.
        if (atEdge && quote == '\'' && char.IsAsciiDigit(next) && char.IsAsciiDigit(CharAt(position + 2)) && CharAt(position + 3) == 's')
        {
            return false;
        }

        if (before is { } c)
        {
            return OpensAfter.Contains(c, StringComparison.Ordinal) || Characters.IsSpace(c);
        }

        var endsWord = next == '\0' || Characters.IsSpace(next) || (next == 's' && !IsWordCharacter(CharAt(position + 2)));
        return !endsWord;
    }

    private bool OpensEmphasis()
    {
        if (CharAt(position + 1) is not ('_' or '*'))
        {
            return false;
        }

        var inner = CharAt(position + (CharAt(position + 2) is '_' or '*' ? 3 : 2));
        return inner != '\0' && !Characters.IsSpace(inner);
    }

    private bool ClosesBeforePunctuation()
    {
        var next = CharAt(position + 1);
        return next != '\0' && Punctuation.Contains(next, StringComparison.Ordinal)
            && !(CharAt(position + 2) == '.' && CharAt(position + 3) == '.')
            && IsWordCharacter(next) == IsWordCharacter(CharAt(position + 2));
    }

    private void AddQuote(char quote, bool opens)
    {
        var mark = (quote == '"' ? 2 : 0) + (opens ? 0 : 1);
        Add(new TypographicInline(state.Options.QuoteMarks.Substring(mark, 1)));
        position++;
    }

    // Ruby's \b knows Unicode where its \w does not.
    private static bool IsWordCharacter(char c) => char.IsLetterOrDigit(c) || c == '_';
}
