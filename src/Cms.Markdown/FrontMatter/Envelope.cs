using static Cms.Markdown.FrontMatter.TextLines;

namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Where front matter ends and the body starts. Jekyll's expression is <c>\A(---\s*\n.*?\n?)^((---|\.\.\.)\s*$\n?)</c>:
/// fences stand at column 0 and may have trailing blanks, <c>...</c> closes too, and blank lines after the closing fence belong to it.
/// The other fences are held to the same.
/// </summary>
/// <param name="Format">What stands in <paramref name="Content"/>.</param>
/// <param name="Content">The range between the fences, or of the JSON object with its braces; empty without front matter.</param>
/// <param name="BodyStart">Where the body starts in the text.</param>
/// <param name="IsUnclosed">Whether the text opens as front matter that never ends.</param>
/// <param name="LacksBraces">Whether the content is JSON without the braces around it, as Hexo writes it.</param>
internal readonly record struct Envelope(FrontMatterFormat Format, Range Content, int BodyStart, bool IsUnclosed = false, bool LacksBraces = false)
{
    public static Envelope Find(string text, FrontMatterEnvelopes envelopes)
    {
        if (text.Length == 0)
        {
            return None();
        }

        return text[0] switch
        {
            '-' when envelopes.HasFlag(FrontMatterEnvelopes.Yaml) => FindFenced(text, FrontMatterFormat.Yaml, "---", "..."),
            '+' when envelopes.HasFlag(FrontMatterEnvelopes.Toml) => FindFenced(text, FrontMatterFormat.Toml, "+++", "+++"),
            '{' when envelopes.HasFlag(FrontMatterEnvelopes.Json) => FindObject(text),
            ';' when envelopes.HasFlag(FrontMatterEnvelopes.FencedJson) => FindFenced(text, FrontMatterFormat.Json, ";;;", ";;;") with { LacksBraces = true },
            '"' when envelopes.HasFlag(FrontMatterEnvelopes.FencedJson) => FindClosed(text, 0, FrontMatterFormat.Json, ";;;", ";;;") with { LacksBraces = true },
            _ when envelopes.HasFlag(FrontMatterEnvelopes.UnopenedYaml) && StartsWithKey(text, 0) => FindUnopened(text),
            _ => None(),
        };
    }

    private static Envelope None(bool isUnclosed = false) => new(FrontMatterFormat.None, 0..0, 0, isUnclosed);

    private static Envelope FindFenced(string text, FrontMatterFormat format, string fence, string otherClosing)
    {
        if (!IsFence(text, 0, fence))
        {
            return None();
        }

        var start = NextLine(text, 0);
        var found = FindClosed(text, start, format, fence, otherClosing);

        // A lone rule at the top of a text is a rule; with a key below it, somebody forgot the closing fence.
        return found.Format == FrontMatterFormat.None ? None(isUnclosed: StartsWithKey(text, start)) : found;
    }

    // A text may start with "Note: …" and hold a rule further down: a paragraph above the rule, or a list below a sentence, tells it from front matter.
    private static Envelope FindUnopened(string text)
    {
        var found = FindClosed(text, 0, FrontMatterFormat.Yaml, "---", "---");
        var end = found.Content.End.GetOffset(text.Length);
        var isBelowBlank = false;
        var mayHoldList = false;
        for (var line = 0; line < end; line = NextLine(text, line))
        {
            var content = text.AsSpan(line, EndOfLine(text, line) - line).TrimEnd();
            if (isBelowBlank && !content.IsEmpty && !char.IsWhiteSpace(text[line])
                && (text[line] == '-' ? !mayHoldList : text[line] is not ('#' or '"' or '\'' or ']' or '}') && !StartsWithKey(text, line)))
            {
                return None();
            }

            isBelowBlank = content.IsEmpty;
            mayHoldList = content.IsEmpty ? mayHoldList : content[^1] == ':' || content[0] is '-' or '#' || char.IsWhiteSpace(content[0]);
        }

        return found;
    }

    private static Envelope FindClosed(string text, int start, FrontMatterFormat format, string fence, string otherFence)
    {
        for (var line = start; line < text.Length; line = NextLine(text, line))
        {
            if (IsFence(text, line, fence) || IsFence(text, line, otherFence))
            {
                return new(format, start..line, SkipBlankLines(text, NextLine(text, line)));
            }
        }

        return None();
    }

    private static bool IsFence(string text, int line, string fence) =>
        text.AsSpan(line).StartsWith(fence, StringComparison.Ordinal) && IsBlank(text.AsSpan(line + 3, EndOfLine(text, line) - line - 3));

    // A word and a colon; in TOML, or around quotes, an equals sign.
    private static bool StartsWithKey(string text, int line)
    {
        var i = line;
        while (i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '_' or '-'))
        {
            i++;
        }

        var mark = i;
        while (mark < text.Length && text[mark] == ' ')
        {
            mark++;
        }

        return i > line && mark < text.Length && (text[mark] == '=' || (text[mark] == ':' && (mark + 1 == text.Length || char.IsWhiteSpace(text[mark + 1]))));
    }

    private static Envelope FindObject(string text)
    {
        // A page may start with a shortcode, '{{< … >}}', which is text.
        var first = text.AsSpan(1).TrimStart();
        if (first.IsEmpty || first[0] is not ('"' or '}'))
        {
            return None();
        }

        var depth = 0;
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '"':
                    i = EndOfString(text, i);
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    var end = i + 1;
                    return IsBlank(text.AsSpan(end, EndOfLine(text, end) - end))
                        ? new(FrontMatterFormat.Json, 0..end, SkipBlankLines(text, NextLine(text, end)))
                        : new(FrontMatterFormat.Json, 0..end, end);
            }
        }

        return None(isUnclosed: true);
    }

    private static int EndOfString(string text, int quote)
    {
        for (var i = quote + 1; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '\\':
                    i++;
                    break;
                case '"':
                    return i;
            }
        }

        return text.Length;
    }
}
