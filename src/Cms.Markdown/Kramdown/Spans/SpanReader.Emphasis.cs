using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Spans;

internal sealed partial class SpanReader
{
    private bool ReadEmphasis()
    {
        var start = position;
        var mark = Current;
        var length = CharAt(start + 1) == mark ? 2 : 1;
        var kind = length == 2 ? Kind.Strong : Kind.Emphasis;
        if (!CanTry() || IsOpen(kind) || (mark == '_' && IsInWord(start)) || Characters.IsSpace(CharAt(start + length)))
        {
            return TakeText(length);
        }

        if (TryReadEmphasis(mark, length, kind))
        {
            return true;
        }

        GoBack(start);
        if (kind == Kind.Strong && open[^1] != Kind.Emphasis && CanTry())
        {
            if (TryReadEmphasis(mark, 1, Kind.Emphasis))
            {
                return true;
            }

            GoBack(start);
        }

        return TakeText(length);
    }

    private bool TryReadEmphasis(char mark, int length, Kind kind)
    {
        position += length;
        var emphasis = new EmphasisInline { DelimiterChar = mark, DelimiterCount = length };
        if (!ReadInto(emphasis, kind, () => EndsEmphasis(emphasis, mark, length)))
        {
            return false;
        }

        position += length;
        Add(emphasis);
        return true;
    }

    private bool EndsEmphasis(EmphasisInline emphasis, char mark, int length)
    {
        if (Current != mark || (length == 2 && CharAt(position + 1) != mark) || Characters.IsSpace(CharAt(position - 1)))
        {
            return false;
        }

        // "**" within "*" is the start or the end of something else; "***" ends both.
        if (length == 1 && CharAt(position + 1) == mark && CharAt(position + 2) != mark)
        {
            return false;
        }

        return (mark != '_' || !char.IsLetterOrDigit(CharAt(position + length))) && (pending.Length > 0 || emphasis.FirstChild is not null);
    }

    // An underscore behind a letter, or behind a letter and a hyphen, belongs to the word.
    private bool IsInWord(int index)
    {
        var before = CharAt(index - 1);
        return char.IsLetter(before) || (before == '-' && char.IsLetter(CharAt(index - 2)));
    }

    private bool TryReadStrikethrough()
    {
        const string Mark = "~~";
        if (!StandsHere(Mark) || Characters.IsSpace(CharAt(position + 2)) || CharAt(position + 2) is '~' or '\0' || !CanTry())
        {
            return false;
        }

        var start = position + 2;
        var end = text.IndexOf(Mark, start + 1, StringComparison.Ordinal);
        while (end >= 0 && Characters.IsSpace(text[end - 1]))
        {
            end = text.IndexOf(Mark, end + 1, StringComparison.Ordinal);
        }

        if (end < 0)
        {
            budget -= text.Length - start;
            return false;
        }

        var struck = new EmphasisInline { DelimiterChar = '~', DelimiterCount = 2 };
        var inner = new SpanReader(state);
        inner.Start(text[start..end], line, budget);
        inner.ReadInto(struck, Kind.Root, null);
        budget = Math.Min(budget, inner.budget);
        position = end + 2;
        Add(struck);
        return true;
    }
}
