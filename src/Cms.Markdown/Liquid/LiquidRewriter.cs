using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Cms.Markdown.Text;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>
/// Prepares a text for Fluid, whose parser gives up on the whole at the first tag that it does not know: Liquid's own tags stay, ours become a
/// number, others are left out with a warning, what is no Liquid is put aside. Bounds how many there are and how deep they nest. One pass, linear.
/// </summary>
internal sealed class LiquidRewriter
{
    private const int MaximumTags = 10_000;
    private const int MaximumDepth = 30;

    // Liquid's blocks that are ours: Fluid's are not bounded.
    private static readonly FrozenSet<string> Replaced = FrozenSet.Create(StringComparer.Ordinal, "for", "tablerow", "capture");

    // What takes the place of a tag that Fluid can't read, so that its block still ends where it does.
    private static readonly FrozenDictionary<string, string> Blocks = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["if"] = "if false",
        ["unless"] = "unless true",
        ["case"] = "case nil",
        ["ifchanged"] = "ifchanged",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, string> Branches = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["else"] = "else",
        ["elsif"] = "elsif false",
        ["when"] = "when 'cms_nothing'",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Tags = FrozenSet.Create(StringComparer.Ordinal, "assign", "break", "continue", "cycle", "increment", "decrement");

    private readonly string text;
    private readonly LiquidExpansion expansion;
    private readonly int firstLine;
    private readonly FluidParser? strict;
    private readonly LiquidScanner scanner;
    private readonly StringBuilder template;
    private readonly Stack<(string Name, int Line)> open = new();
    private readonly IReadOnlyList<Range> kept;
    private int nextKept;
    private int lineStart;
    private int line;
    private int count;

    private LiquidRewriter(string text, LiquidExpansion expansion, int firstLine, FluidParser? strict)
    {
        this.text = text;
        this.expansion = expansion;
        this.firstLine = firstLine;
        this.strict = strict;
        scanner = new(text);
        template = new(text.Length + 64);
        line = Math.Abs(firstLine);
        kept = expansion.KeepsFences ? FencedCode.RangesOf(text) : [];
    }

    /// <param name="firstLine">The line of the text's first one; negative where all of it stands for that line, as in an include.</param>
    /// <param name="strict">What tries each tag by itself, to leave out those that can't be read; null to leave that for later.</param>
    /// <returns>Null, with a warning, where its blocks do not end as they begin.</returns>
    /// <exception cref="RenderingLimitException">There is more Liquid than we expand.</exception>
    public static string? Rewrite(string text, LiquidExpansion expansion, int firstLine, FluidParser? strict) =>
        new LiquidRewriter(text, expansion, firstLine, strict).Rewrite();

    private string? Rewrite()
    {
        var done = 0;
        for (var start = scanner.Find(0); start >= 0; start = scanner.Find(done))
        {
            template.Append(text, done, start - done);
            if (KeptAt(start) is { } end)
            {
                PutAside(text[start..end]);
                done = end;
                continue;
            }

            SetLine(start);
            if (scanner.Read(start) is not { } token)
            {
                // Neither an output nor a tag: text that only looks like one.
                PutAside(text.Substring(start, 2));
                done = start + 2;
                continue;
            }

            Count();
            if (!token.IsTag)
            {
                Output(token);
                done = token.End;
            }
            else if (Tag(token) is { } next)
            {
                done = next;
            }
            else
            {
                return null;
            }
        }

        if (open.TryPeek(out var unclosed))
        {
            expansion.Warn(unclosed.Line, "liquid-unclosed", $"The tag {{% {unclosed.Name} %}} is never closed, so all Liquid was left as it is. Add {{% end{unclosed.Name} %}}.");
            return null;
        }

        return template.Append(text, done, text.Length - done).ToString();
    }

    private void Output(LiquidToken token)
    {
        if (token.Arguments.Length == 0)
        {
            return;
        }

        CopyOr(token, instead: null, text => $"{{{{ {text} }}}}");
    }

    /// <returns>Where to go on; null where the blocks do not fit.</returns>
    private int? Tag(LiquidToken tag)
    {
        switch (tag.Name)
        {
            case "raw":
                return Raw(tag);
            case "comment":
                return Comment(tag);
            case "":
                // Liquid 5's comment.
                return tag.End;
        }

        if (tag.Name.StartsWith("end", StringComparison.Ordinal))
        {
            return End(tag) ? tag.End : null;
        }

        if (expansion.Tags.TryGetValue(tag.Name, out var ours))
        {
            Ours(tag, ours);
        }
        else if (Replaced.Contains(tag.Name))
        {
            Open(tag.Name);
            Append(tag.TrimsBefore, NumberedUse(tag.Name, tag), tag.TrimsAfter);
        }
        else if (Blocks.TryGetValue(tag.Name, out var nothing))
        {
            Open(tag.Name);
            CopyOr(tag, nothing, text => $"{{% {tag.Name} {text} %}}{(tag.Name == "case" ? "{% when 1 %}" : "")}{{% end{tag.Name} %}}");
        }
        else if (Branches.TryGetValue(tag.Name, out var never))
        {
            CopyOr(tag, never, text => tag.Name switch
            {
                "elsif" => $"{{% if {text} %}}{{% endif %}}",
                "when" => $"{{% case 1 %}}{{% when {text} %}}{{% endcase %}}",
                _ => "",
            });
        }
        else if (Tags.Contains(tag.Name))
        {
            CopyOr(tag, instead: null, text => $"{{% {tag.Name} {text} %}}");
        }
        else
        {
            expansion.Warn(line, "liquid-tag-unknown", $"The tag {{% {tag.Name} %}} is not known and was left out. Write what it stands for, or take it out.");
        }

        return tag.End;
    }

    private void Ours(LiquidToken tag, LiquidTag ours)
    {
        var isAlone = ours.Alone is not null && scanner.FindTag("end" + tag.Name, tag.End) is null;
        var isBlock = ours.IsBlock && !isAlone;
        if (isBlock)
        {
            Open(tag.Name);
        }

        Append(tag.TrimsBefore, NumberedUse(isBlock ? JekyllParser.Block : JekyllParser.Tag, tag, isAlone), tag.TrimsAfter);
    }

    private string NumberedUse(string name, LiquidToken tag, bool isAlone = false)
    {
        expansion.Uses.Add(new(tag.Name, tag.Arguments, line, isAlone));
        return Numbered(name, expansion.Uses.Count - 1);
    }

    private bool End(LiquidToken tag)
    {
        var name = tag.Name[3..];
        if (!Blocks.ContainsKey(name) && !Replaced.Contains(name) && !(expansion.Tags.TryGetValue(name, out var block) && block.IsBlock))
        {
            // The end of what was left out, or of nothing.
            return true;
        }

        if (!open.TryPop(out var opened) || opened.Name != name)
        {
            expansion.Warn(line, "liquid-unclosed", opened.Name is null
                ? $"The tag {{% {tag.Name} %}} closes nothing, so all Liquid was left as it is. Take it out."
                : $"The tag {{% {tag.Name} %}} stands where {{% end{opened.Name} %}} should (opened in line {opened.Line}), so all Liquid was left as it is. Put them in order.");
            return false;
        }

        Append(tag.TrimsBefore, Blocks.ContainsKey(name) || Replaced.Contains(name) ? tag.Name : "end" + JekyllParser.Block, tag.TrimsAfter);
        return true;
    }

    private int Raw(LiquidToken tag)
    {
        if (scanner.FindTag("endraw", tag.End) is not { } close)
        {
            expansion.Warn(line, "liquid-unclosed", "A {% raw %} is never closed. Add {% endraw %}.");
            return tag.End;
        }

        // Liquid 5 looks for the hyphens of the opening tag alone, and takes the second for what follows the block.
        PutAside(text[tag.End..close.Start], tag.TrimsBefore, tag.TrimsAfter);
        return close.End;
    }

    private int Comment(LiquidToken tag)
    {
        if (scanner.FindTag("endcomment", tag.End) is not { } close)
        {
            expansion.Warn(line, "liquid-unclosed", "A {% comment %} is never closed, so what follows is shown. Add {% endcomment %}.");
            return tag.End;
        }

        // Fluid's own, empty, for the white space that it takes away.
        Append(tag.TrimsBefore, "comment", trimsAfter: false);
        Append(trimsBefore: false, "endcomment", close.TrimsAfter);
        return close.End;
    }

    /// <param name="instead">What takes the place of what can't be read; null for nothing.</param>
    /// <param name="alone">A template that holds nothing but the tag, for the arguments of it.</param>
    private void CopyOr(LiquidToken token, string? instead, Func<string, string> alone)
    {
        var error = "";
        if (LiquidComplexity.IsBeyond(token.Arguments))
        {
            expansion.Warn(line, "liquid-too-complex", "A Liquid tag has too many parts and was left out. Divide it by assign.");
        }
        else if (HasRange(token.Arguments))
        {
            expansion.Warn(line, "liquid-syntax", "A range of numbers that is not a loop's was left out. Write it in the loop.");
        }
        else if (LooseSyntax.ReadingsOf(token.Arguments).FirstOrDefault(arguments => strict is null || strict.TryParse(alone(arguments), out _, out error)) is { } read)
        {
            WarnOfFilters(read);
            var (open, close) = token.IsTag ? ("{%", "%}") : ("{{", "}}");
            template.Append(open).Append(token.TrimsBefore ? "- " : " ").Append(token.Name).Append(' ').Append(read).Append(token.TrimsAfter ? " -" : " ").Append(close);
            return;
        }
        else
        {
            expansion.Warn(line, "liquid-syntax", $"A Liquid tag can't be read and was left out: {error.Split('\n')[0]}");
        }

        if (instead is not null)
        {
            Append(token.TrimsBefore, instead, token.TrimsAfter);
        }
    }

    private void WarnOfFilters(string expression)
    {
        foreach (var filter in LiquidFilterNames.In(expression))
        {
            if (!JekyllFilters.IsKnown(filter))
            {
                expansion.Warn(line, "liquid-filter-unknown", $"The filter \"{filter}\" is not known; the value was left as it is.");
            }
        }
    }

    // Fluid makes a list of its numbers, however many there are.
    private static bool HasRange(string expression)
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
                return true;
            }
        }

        return false;
    }

    private void Append(bool trimsBefore, string inside, bool trimsAfter) =>
        template.Append(trimsBefore ? "{%- " : "{% ").Append(inside).Append(trimsAfter ? " -%}" : " %}");

    private void PutAside(string literal, bool trimsBefore = false, bool trimsAfter = false)
    {
        Append(trimsBefore, Numbered(JekyllParser.Text, expansion.Texts.Count), trimsAfter);
        expansion.Texts.Add(literal);
    }

    private static string Numbered(string name, int number) => string.Create(CultureInfo.InvariantCulture, $"{name} {number}");

    private int? KeptAt(int at)
    {
        while (nextKept < kept.Count && kept[nextKept].End.Value <= at)
        {
            nextKept++;
        }

        return nextKept < kept.Count && kept[nextKept].Start.Value <= at ? kept[nextKept].End.Value : null;
    }

    private void Open(string name)
    {
        open.Push((name, line));
        if (open.Count > MaximumDepth)
        {
            throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture,
                $"Liquid blocks are nested deeper than {MaximumDepth} levels (line {line}). Make them flatter."));
        }
    }

    private void Count()
    {
        if (++count > MaximumTags)
        {
            throw new RenderingLimitException(string.Create(CultureInfo.InvariantCulture,
                $"The text holds more than {MaximumTags} Liquid tags (line {line}). Split it, or switch Liquid off for it."));
        }
    }

    private void SetLine(int position)
    {
        if (firstLine > 0)
        {
            line += text.AsSpan(lineStart, position - lineStart).Count('\n');
            lineStart = position;
        }
    }
}
