using Markdig.Helpers;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown.Spans;

internal sealed partial class SpanReader
{
    private const string EscapableInText = Escapable + "~";

    private int unclosedTicks = int.MaxValue;
    private bool noFormula;
    private bool noExtensionEnd;

    private bool ReadCode()
    {
        var start = position;
        var ticks = text.AsSpan(start).IndexOfAnyExcept('`');
        ticks = ticks < 0 ? text.Length - start : ticks;
        var isSingle = ticks == 1;
        var standsAlone = isSingle && (start == 0 || Characters.IsSpace(text[start - 1])) && Characters.IsSpace(CharAt(start + 1));
        if (standsAlone || ticks >= unclosedTicks)
        {
            return TakeText(ticks);
        }

        var end = text.IndexOf(new string('`', ticks), start + ticks, StringComparison.Ordinal);
        if (end < 0)
        {
            unclosedTicks = ticks;
            return TakeText(ticks);
        }

        var code = text.AsSpan(start + ticks, end - start - ticks);
        if (!isSingle)
        {
            code = code is [' ', ..] ? code[1..] : code;
            code = code is [.., ' '] ? code[..^1] : code;
        }

        position = end + ticks;
        Add(new CodeInline(code.ToString()) { Delimiter = '`', DelimiterCount = ticks });
        return true;
    }

    private bool TryReadMath()
    {
        if (!StandsHere("$$") || noFormula)
        {
            return false;
        }

        var end = text.IndexOf("$$", position + 2, StringComparison.Ordinal);
        noFormula = end < 0;
        if (noFormula)
        {
            return false;
        }

        var formula = Characters.Trim(text.AsSpan(position + 2, end - position - 2)).ToString();
        position = end + 2;
        Add(new MathInline(formula));
        return true;
    }

    private bool TryReadFootnote()
    {
        if (CharAt(position + 1) != '^')
        {
            return false;
        }

        var rest = text.AsSpan(position + 2);
        var length = rest[..Math.Min(rest.Length, 1_000)].IndexOf(']');
        if (length < 1 || !Characters.IsName(rest[..length]))
        {
            return false;
        }

        if (!state.Footnotes.TryGetValue(rest[..length].ToString(), out var footnote))
        {
            return TakeText(length + 3);
        }

        position += length + 3;
        Add(new FootnoteReference(footnote));
        return true;
    }

    private bool TryReadExtension()
    {
        if (CharAt(position + 1) != ':')
        {
            return false;
        }

        var rest = text.AsSpan(position);
        if (ExtensionTag.Read(rest) is { } tag)
        {
            return TryReadExtension(tag) || TakeText(1);
        }

        var end = rest[..Math.Min(rest.Length, AttributeSet.LongestList)].IndexOf('}');
        if (end < 3 || rest[2] == '/' || Target() is not { } target)
        {
            return TakeText(1);
        }

        var attributes = new AttributeSet();
        attributes.Add(rest[2..end]);
        if (!attributes.IsEmpty)
        {
            state.Apply(attributes, target);
        }

        position += end + 1;
        return true;
    }

    /// <summary>What an attribute list here belongs to; null behind plain text.</summary>
    private Inline? Target() => pending.Length > 0 || tree.LastChild is null || (tree.LastChild is LiteralInline and not TypographicInline) ? null : tree.LastChild;

    private bool TryReadExtension(ExtensionTag tag)
    {
        var start = position + tag.Length;
        var end = start;
        var next = start;
        if (!tag.IsClosed)
        {
            end = noExtensionEnd ? -1 : text.IndexOf("{:/", start, StringComparison.Ordinal);
            next = end < 0 ? 0 : text.IndexOf('}', end) + 1;
            noExtensionEnd = next == 0;
            if (noExtensionEnd || !ExtensionTag.Stops(text.AsSpan(end, next - end), tag.Name))
            {
                return false;
            }
        }

        if (tag.Name is not ("comment" or "nomarkdown" or "options"))
        {
            return false;
        }

        if (tag is { Name: "nomarkdown", IsForHtml: true } && end > start)
        {
            Add(new HtmlInline(text[start..end]));
        }

        if (tag.Name == "options")
        {
            state.SetOptions(tag, line);
        }

        position = next;
        return true;
    }

    private bool TryReadEntity()
    {
        var length = Entities.Length(text.AsSpan(position));
        if (length == 0 || Entities.Decode(text.AsSpan(position, length)) is not { } decoded)
        {
            return false;
        }

        var original = new StringSlice(text, position, position + length - 1);
        position += length;
        Add(new HtmlEntityInline { Original = original, Transcoded = new StringSlice(decoded) });
        return true;
    }

    private bool TryReadSymbol()
    {
        if (!state.Options.TypographicSymbols)
        {
            return false;
        }

        // The blank before a closing guillemet goes with it.
        var hasBlank = Current == '>' && position > plainStart && text[position - 1] == ' ' && pending.Length > 0;
        var (symbol, length) = Symbol(hasBlank);
        if (length == 0)
        {
            return false;
        }

        if (hasBlank)
        {
            pending.Length--;
        }

        position += length;
        Add(new TypographicInline(state.Options.KramdownOptions.Symbols.For(symbol), symbol));
        return true;
    }

    private (string Symbol, int Length) Symbol(bool hasBlank) => Current switch
    {
        '-' when StandsHere("---") => ("—", 3),
        '-' when StandsHere("--") => ("–", 2),
        '.' when StandsHere("...") => ("…", 3),
        '<' when StandsHere("<< ") => ("«\u00A0", 3),
        '<' when StandsHere("<<") => ("«", 2),
        '>' when StandsHere(">>") => (hasBlank ? "\u00A0»" : "»", 2),
        _ => ("", 0),
    };

    private bool TryReadEscape()
    {
        var next = CharAt(position + 1);
        if (next == '\n' || (next == '\\' && CharAt(position + 2) == '\n'))
        {
            position += next == '\n' ? 1 : 2;
            AddLineBreak();
            return true;
        }

        if (next == '\0' || !EscapableInText.Contains(next, StringComparison.Ordinal))
        {
            return false;
        }

        position++;
        if (state.Options.TypographicSymbols && next is '<' or '>' && CharAt(position + 1) == next)
        {
            TakeText(1);
        }

        return TakeText(1);
    }

    private bool TryReadLineBreak()
    {
        var isBreak = state.Options.HardWraps;
        if (!isBreak && pending.Length >= 2 && position - plainStart >= 2 && pending[^1] == ' ' && pending[^2] == ' ')
        {
            pending.Length -= 2;
            isBreak = true;
        }

        if (!isBreak)
        {
            return false;
        }

        AddLineBreak();
        return true;
    }

    private void AddLineBreak()
    {
        Add(new LineBreakInline { IsHard = true });
        TakeText(1);
    }
}
