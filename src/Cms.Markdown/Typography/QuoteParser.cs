using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Typography;

/// <summary>
/// Turns straight quotes into curly ones by kramdown's rules (its SQ_RULES, after SmartyPants). The character before a quote counts only when it
/// is plain text of the same run: not after a link, code, the edge of an emphasis or another quote.
/// </summary>
internal sealed class QuoteParser : InlineParser
{
    // The four marks of kramdown's option smart_quotes in its default, lsquo,rsquo,ldquo,rdquo.
    private const string Punctuation = "!\"#$%'()*+,-./:;<=>?@[\\]^_`{|}~";
    private const string OpensAfter = " \\\t\r\n[{(-";

    public QuoteParser()
    {
        OpeningCharacters = ['"', '\''];
    }

    public override bool Match(InlineProcessor processor, ref StringSlice slice)
    {
        var quote = slice.CurrentChar;
        var context = new Context(quote, Before(processor, slice), slice.PeekChar(), slice.PeekChar(2), slice.PeekChar(3));
        if (context.OpensTwo)
        {
            var typed = $"{quote}{context.Next}";
            Add(processor, quote == '\'' ? "‘“" : "“‘", typed);
            slice.Start += 2;
            return true;
        }

        var curly = (quote, context.Opens) switch
        {
            ('\'', true) => "‘",
            ('\'', false) => "’",
            (_, true) => "“",
            _ => "”",
        };
        Add(processor, curly, quote.ToString());
        slice.Start++;
        return true;
    }

    private static void Add(InlineProcessor processor, string curly, string typed) =>
        processor.Inline = new QuoteInline(curly, typed) { IsClosed = true };

    /// <summary>The plain character before the quote, null where there is none.</summary>
    private static char? Before(InlineProcessor processor, StringSlice slice)
    {
        var previous = slice.PeekCharExtra(-1);
        return processor.Inline switch
        {
            QuoteInline => null,
            LiteralInline { Content.IsEmpty: false } literal
                when !(literal.IsFirstCharacterEscaped && literal.Content.Length == 1) && literal.Content[literal.Content.End] == previous => previous,
            LineBreakInline { IsHard: false } => '\n',
            _ => null,
        };
    }

    private readonly record struct Context(char Quote, char? Before, char Next, char Second, char Third)
    {
        private bool AtEdge => Before is not { } before || char.IsWhiteSpace(before);

        // A quote in a quote: "'word or '"word.
        public bool OpensTwo =>
            AtEdge && ((Quote == '"' && Next == '\'') || (Quote == '\'' && Next == '"')) && IsWord(Second) && !OpensEmphasis && !ClosesBeforePunctuation;

        public bool Opens
        {
            get
            {
                if (OpensEmphasis)
                {
                    return true;
                }

                if (ClosesBeforePunctuation || IsDecade)
                {
                    return false;
                }

                if (Before is { } before)
                {
                    return OpensAfter.Contains(before, StringComparison.Ordinal) || char.IsWhiteSpace(before);
                }

                var endsWord = Next == '\0' || char.IsWhiteSpace(Next) || (Next == 's' && !IsWord(Second));
                return !endsWord;
            }
        }

        // "*word" and "**word"
        private bool OpensEmphasis
        {
            get
            {
                if (Before is not null || Next is not ('_' or '*'))
                {
                    return false;
                }

                var inner = Next == Second ? Third : Second;
                return inner != '\0' && !char.IsWhiteSpace(inner);
            }
        }

        private bool ClosesBeforePunctuation =>
            Before is null && Next != '\0' && Punctuation.Contains(Next, StringComparison.Ordinal)
            && !(Second == '.' && Third == '.') && IsWord(Next) == IsWord(Second);

        // '80s
        private bool IsDecade => AtEdge && Quote == '\'' && char.IsDigit(Next) && char.IsDigit(Second) && Third == 's';

        private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
    }
}
