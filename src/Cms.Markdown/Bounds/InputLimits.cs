using System.Buffers;
using System.Globalization;

namespace Cms.Markdown.Bounds;

/// <summary>
/// Counts, in one pass over the text, what Markdig needs more than linear time or much time for, and refuses or gives up on it beforehand. The
/// limits are far above real posts, the largest of which have some 280 kB, most of it pictures.
/// </summary>
internal sealed class InputLimits
{
    private const int MaximumLength = 2_000_000;
    private const int MaximumLines = 50_000;
    private const int MaximumEmphasis = 100_000;
    private const int MaximumBrackets = 50_000;
    private const int MaximumPipes = 150_000;
    private const int MaximumFootnotes = 5_000;
    private const int MaximumAbbreviations = 1_000;
    private const int MaximumMarkers = 100;
    private const int MaximumDefinitions = 2_000;

    // A link's address is looked for from each "](" on to the next white space: characters times links.
    private const long MaximumAddressWork = 30_000_000;

    private const int MaximumQuotes = 100_000;
    private const int MaximumBareAddresses = 2_000;

    private static readonly SearchValues<char> Marks = SearchValues.Create("*_~[]|\"':w");

    private readonly string text;
    private int lines;
    private int emphasis;
    private int brackets;
    private int pipes;
    private int footnotes;
    private int abbreviations;
    private int definitions;
    private int quotes;
    private int bareAddresses;
    private int wordStart;
    private int wordEnd;
    private long addressWork;

    private InputLimits(string text) => this.text = text;

    /// <returns>The options without what the text holds too much of to be worth it.</returns>
    /// <exception cref="RenderingLimitException">The text is over a limit.</exception>
    public static RenderingOptions Check(string text, RenderingOptions options, List<RenderingWarning> warnings)
    {
        var limits = new InputLimits(text);
        limits.Count();
        if (options.SmartQuotes && limits.quotes > MaximumQuotes)
        {
            warnings.Add(new(1, "typography-skipped", Invariant($"The text has more than {MaximumQuotes} quotation marks, so they were left straight.")));
            options = options with { SmartQuotes = false };
        }

        if (options.AutoLinks && limits.bareAddresses > MaximumBareAddresses)
        {
            warnings.Add(new(1, "autolinks-skipped", Invariant($"The text has more than {MaximumBareAddresses} bare addresses, so they were not linked. Put them in angle brackets.")));
            options = options with { AutoLinks = false };
        }

        return options;
    }

    private void Count()
    {
        Limit(text.Length, MaximumLength, "characters");
        var start = 0;
        while (start < text.Length)
        {
            var length = text.AsSpan(start).IndexOf('\n');
            var end = length < 0 ? text.Length : start + length;
            CountLine(start, end);
            start = end + 1;
        }
    }

    private void CountLine(int start, int end)
    {
        var line = text.AsSpan(start, end - start);
        var content = line.TrimStart(" \t");
        if (content.IsEmpty || content is "\r")
        {
            definitions = 0;
            return;
        }

        Limit(++lines, MaximumLines, "lines");
        var markers = Markers(content);
        var indentation = line.Length - content.Length;
        Limit(markers + (markers > 0 ? indentation / 2 : 0), MaximumMarkers, "quotes and lists in one another");
        if (content.StartsWith("[^"))
        {
            Limit(++footnotes, MaximumFootnotes, "footnotes");
        }

        if (content.StartsWith("*["))
        {
            Limit(++abbreviations, MaximumAbbreviations, "abbreviations");
        }

        definitions = content[0] == '[' ? definitions + 1 : definitions;
        Limit(definitions, MaximumDefinitions, "link definitions without a blank line between them");
        CountCharacters(start, end);
    }

    private void CountCharacters(int start, int end)
    {
        for (var i = NextMark(start, end); i < end; i = NextMark(i + 1, end))
        {
            var c = text[i];
            var next = i + 1 < end ? text[i + 1] : '\0';
            switch (c)
            {
                case '*' or '_' or '~' when next != c:
                    Limit(++emphasis, MaximumEmphasis, "emphasis marks");
                    break;
                case '[':
                    Limit(++brackets, MaximumBrackets, "square brackets");
                    if (next == '^')
                    {
                        Limit(++footnotes, 2 * MaximumFootnotes, "footnotes");
                    }

                    break;
                case ']' when next == '(':
                    CountAddress(i, start, end);
                    break;
                case '|':
                    Limit(++pipes, MaximumPipes, "table cells");
                    break;
                case '"' or '\'':
                    quotes++;
                    break;
                case ':':
                    bareAddresses += (next == '/' ? 1 : 0) + (i > start && text[i - 1] is 'l' or 'o' ? 1 : 0);
                    break;
                case 'w' when next == 'w':
                    bareAddresses++;
                    break;
            }
        }
    }

    private int NextMark(int start, int end)
    {
        var next = text.AsSpan(start, end - start).IndexOfAny(Marks);
        return next < 0 ? end : start + next;
    }

    private void CountAddress(int at, int lineStart, int lineEnd)
    {
        if (at >= wordEnd)
        {
            wordStart = lineStart + text.AsSpan(lineStart, at - lineStart).LastIndexOfAny(' ', '\t') + 1;
            var length = text.AsSpan(at, lineEnd - at).IndexOfAny(' ', '\t');
            wordEnd = length < 0 ? lineEnd : at + length;
        }

        addressWork += wordEnd - wordStart;
        if (addressWork > MaximumAddressWork)
        {
            throw new RenderingLimitException("The text has too many links without a blank between them. Put blanks or line ends between them.");
        }
    }

    /// <summary>How many quotes and list items start at the start of a line.</summary>
    private static int Markers(ReadOnlySpan<char> line)
    {
        var markers = 0;
        var i = 0;
        while (i < line.Length && markers <= MaximumMarkers)
        {
            var c = line[i];
            if (c is ' ' or '\t')
            {
                i++;
            }
            else if (c == '>' || (c is '-' or '*' or '+' or ':' && IsBlankAt(line, i + 1)))
            {
                markers++;
                i++;
            }
            else if (char.IsAsciiDigit(c))
            {
                var end = i;
                while (end < line.Length && char.IsAsciiDigit(line[end]))
                {
                    end++;
                }

                if (end >= line.Length || line[end] is not ('.' or ')') || !IsBlankAt(line, end + 1))
                {
                    break;
                }

                markers++;
                i = end + 1;
            }
            else
            {
                break;
            }
        }

        return markers;
    }

    private static bool IsBlankAt(ReadOnlySpan<char> line, int i) => i >= line.Length || line[i] is ' ' or '\t';

    private static void Limit(int count, int maximum, string what)
    {
        if (count > maximum)
        {
            throw new RenderingLimitException(Invariant($"The text has more than {maximum} {what}. Split it into several texts."));
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
