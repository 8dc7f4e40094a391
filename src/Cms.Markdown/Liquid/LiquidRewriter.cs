using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Cms.Markdown.Liquid;

/// <summary>
/// Prepares a text for Fluid, whose parser gives up on the whole at the first tag that it does not know: keeps the tags that it can expand, writes
/// Jekyll's highlight in terms of them, leaves others out with a warning, and bounds how many there are and how deep they nest. One pass, linear.
/// </summary>
internal sealed class LiquidRewriter
{
    private const int MaximumTags = 10_000;
    private const int MaximumDepth = 30;

    // Fluid's parser recurses for each bracket and operator.
    private const int MaximumBrackets = 8;
    private const int MaximumOperators = 100;
    private const int LongestRange = 10_000;
    private const int LongestTag = 2_000;

    private static readonly FrozenSet<string> Blocks = Set("if unless case for capture tablerow ifchanged");
    private static readonly FrozenSet<string> Tags = Set("assign break continue cycle increment decrement else elsif when");

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private readonly HashSet<string> missing = new(StringComparer.Ordinal);
    private readonly string text;
    private readonly Predicate<string> isFilter;
    private readonly List<RenderingWarning> warnings;
    private readonly StringBuilder template;
    private readonly int lastOutputEnd;
    private readonly int lastTagEnd;
    private int depth;
    private int count;

    private LiquidRewriter(string text, Predicate<string> isFilter, List<RenderingWarning> warnings)
    {
        this.text = text;
        this.isFilter = isFilter;
        this.warnings = warnings;
        template = new StringBuilder(text.Length + 64);
        lastOutputEnd = text.LastIndexOf("}}", StringComparison.Ordinal);
        lastTagEnd = text.LastIndexOf("%}", StringComparison.Ordinal);
    }

    /// <exception cref="RenderingLimitException">There is more Liquid than we expand.</exception>
    public static string Rewrite(string text, Predicate<string> isFilter, List<RenderingWarning> warnings) =>
        new LiquidRewriter(text, isFilter, warnings).Rewrite();

    private string Rewrite()
    {
        var i = 0;
        while (i < text.Length)
        {
            var start = text.IndexOf('{', i);
            if (start < 0 || start + 1 >= text.Length)
            {
                break;
            }

            template.Append(text, i, start - i);
            i = text[start + 1] switch
            {
                '{' => Output(start),
                '%' => Tag(start),
                _ => Copy(start, start + 1),
            };
        }

        return template.Append(text, i, text.Length - i).ToString();
    }

    private int Output(int start)
    {
        var end = EndOf(start, "}}");
        if (end < 0)
        {
            return Literal(start);
        }

        Count(start);
        var expression = text.AsSpan(start + 2, end - start - 4);
        return IsTooComplex(expression, start) || RangeIn(expression) >= 0 ? end : Expression(expression, start, end);
    }

    private int Tag(int start)
    {
        var end = EndOf(start, "%}");
        if (end < 0)
        {
            return Literal(start);
        }

        Count(start);
        var inside = text.AsSpan(start + 2, end - start - 4).Trim('-').Trim();
        var length = inside.IndexOfAnyExcept(WordCharacters);
        var name = (length < 0 ? inside : inside[..length]).ToString();
        var arguments = inside[name.Length..].Trim().ToString();
        switch (name)
        {
            case "raw":
                return Raw(start, end);
            case "comment":
                return Skip(end, "endcomment");
            case "highlight":
                return Highlight(arguments, end);
            case "endhighlight":
                template.Append("{% endcapture %}{{ cms_block | ").Append(JekyllFilters.Code).Append(" }}</code></pre></figure>");
                depth--;
                return end;
        }

        if (IsTooComplex(inside, start))
        {
            return end;
        }

        if (RangeIn(inside) is var range and >= 0)
        {
            return Range(inside, name, range, start, end);
        }

        if (Blocks.Contains(name))
        {
            Deepen(start);
            return Copy(start, end);
        }

        if (name.StartsWith("end", StringComparison.Ordinal) && Blocks.Contains(name[3..]))
        {
            depth--;
            return Copy(start, end);
        }

        if (Tags.Contains(name))
        {
            return Expression(inside, start, end);
        }

        if (!name.StartsWith("end", StringComparison.Ordinal))
        {
            Warn(start, "liquid-tag-unknown", $"The tag {{% {name} %}} is not known and was left out. Write what it stands for, or take it out.");
        }

        return end;
    }

    /// <summary>As Jekyll writes it: a figure of raw HTML, whose content is expanded but is no Markdown.</summary>
    private int Highlight(string arguments, int end)
    {
        var blank = arguments.IndexOf(' ', StringComparison.Ordinal);
        var language = new string((blank < 0 ? arguments : arguments[..blank]).Where(c => char.IsLetterOrDigit(c) || c is '+' or '-' or '_' or '#' or '.').ToArray()).ToLowerInvariant();
        Deepen(end);
        template
            .Append("<figure class=\"highlight\"><pre><code class=\"language-").Append(language.Replace('+', '-'))
            .Append("\" data-lang=\"").Append(language).Append("\">{% capture cms_block %}");
        return end;
    }

    /// <summary>A loop over numbers, kept short: Fluid makes a list of them first.</summary>
    private int Range(ReadOnlySpan<char> inside, string name, int dots, int start, int end)
    {
        var from = inside[..dots].LastIndexOf('(');
        var length = inside[dots..].IndexOf(')');
        if (name is not ("for" or "tablerow") || from < 0 || length < 0 || inside[(dots + length)..].Contains("..", StringComparison.Ordinal))
        {
            Warn(start, "liquid-tag-unknown", "A range of numbers that is not a loop's was left out.");
            return end;
        }

        Deepen(start);
        var low = inside[(from + 1)..dots].Trim();
        var high = inside[(dots + 2)..(dots + length)].Trim();
        template.Append("{% assign cms_low = ").Append(low).Append(" | at_least: 0 | at_most: ").Append(LongestRange)
            .Append(" %}{% assign cms_high = ").Append(high).Append(" | at_most: ").Append(LongestRange)
            .Append(" %}{% ").Append(inside[..from]).Append("(cms_low..cms_high)").Append(inside[(dots + length + 1)..]).Append(" %}");
        return end;
    }

    /// <summary>Where two dots stand outside quotation marks, -1 if nowhere.</summary>
    private static int RangeIn(ReadOnlySpan<char> expression)
    {
        var quote = '\0';
        for (var i = 0; i + 1 < expression.Length; i++)
        {
            var c = expression[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '.' && expression[i + 1] == '.')
            {
                return i;
            }
        }

        return -1;
    }

    private int Raw(int start, int end)
    {
        var close = FindTag("endraw", end);
        if (close is null)
        {
            Warn(start, "liquid-unclosed", "A {% raw %} is never closed. Add {% endraw %}.");
            return end;
        }

        Quote(text.AsSpan(end, close.Value.Start - end));
        return close.Value.End;
    }

    private int Skip(int from, string tag) => FindTag(tag, from)?.End ?? from;

    private (int Start, int End)? FindTag(string name, int from)
    {
        if (missing.Contains(name))
        {
            return null;
        }

        for (var start = text.IndexOf("{%", from, StringComparison.Ordinal); start >= 0; start = text.IndexOf("{%", start + 2, StringComparison.Ordinal))
        {
            var inside = text.AsSpan(start + 2).TrimStart('-').TrimStart();
            if (inside.StartsWith(name, StringComparison.Ordinal) && EndOf(start, "%}") is var end and >= 0)
            {
                return (start, end);
            }
        }

        missing.Add(name);
        return null;
    }

    private int Copy(int start, int end)
    {
        template.Append(text, start, end - start);
        return end;
    }

    private int Literal(int start)
    {
        if (start > Math.Max(lastOutputEnd, lastTagEnd))
        {
            // No tag can end any more, so the rest is text.
            Quote(text.AsSpan(start));
            return text.Length;
        }

        Count(start);
        Quote(text.AsSpan(start, 2));
        return start + 2;
    }

    // Text that holds what looks like Liquid; the mark that ends Fluid's own raw tag is kept apart.
    private void Quote(ReadOnlySpan<char> literal) => template.Append("{% raw %}").Append(literal).Append("{% endraw %}");

    private int EndOf(int start, string mark)
    {
        if (start > (mark == "}}" ? lastOutputEnd : lastTagEnd))
        {
            return -1;
        }

        var window = text.AsSpan(start + 2, Math.Min(LongestTag, text.Length - start - 2));
        var end = window.IndexOf(mark, StringComparison.Ordinal);
        return end < 0 ? -1 : start + 2 + end + 2;
    }

    private void Count(int start)
    {
        if (++count > MaximumTags)
        {
            throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture,
                $"The text holds more than {MaximumTags} Liquid tags (line {LineOf(start)}). Split it, or switch Liquid off for it."));
        }
    }

    private void Deepen(int start)
    {
        if (++depth > MaximumDepth)
        {
            throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture,
                $"Liquid blocks are nested deeper than {MaximumDepth} levels (line {LineOf(start)}). Make them flatter."));
        }
    }

    private int Expression(ReadOnlySpan<char> expression, int start, int end)
    {
        CheckFilters(expression, start);
        return Copy(start, end);
    }

    private bool IsTooComplex(ReadOnlySpan<char> expression, int start)
    {
        var brackets = 0;
        var operators = 0;
        foreach (var c in expression)
        {
            brackets += c is '[' or '(' ? 1 : c is ']' or ')' ? -1 : 0;
            operators += c is ' ' or '|' or '=' or '<' or '>' or '.' or ',' ? 1 : 0;
            if (brackets > MaximumBrackets || operators > MaximumOperators)
            {
                Warn(start, "liquid-too-complex", "A Liquid tag has too many parts and was left out. Divide it by assign.");
                return true;
            }
        }

        return false;
    }

    private void CheckFilters(ReadOnlySpan<char> expression, int start)
    {
        var quote = '\0';
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else if (c == '|')
            {
                var name = expression[(i + 1)..].TrimStart();
                var length = name.IndexOfAnyExcept(WordCharacters);
                var filter = (length < 0 ? name : name[..length]).ToString();
                if (filter.Length > 0 && !isFilter(filter))
                {
                    Warn(start, "liquid-filter-unknown", $"The filter \"{filter}\" is not known; the value was left as it is.");
                }
            }
        }
    }

    private void Warn(int position, string code, string message)
    {
        if (warnings.Count < 100)
        {
            warnings.Add(new(LineOf(position), code, message));
        }
    }

    private int LineOf(int position) => 1 + text.AsSpan(0, position).Count('\n');

    private static FrozenSet<string> Set(string names) => names.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
