using System.Buffers;
using System.Globalization;
using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>
/// Spells scalars so that our reader, SafeYAML and Psych (YAML 1.1 by libyaml) read the same text. Stricter than YAML: what is not obviously plain is quoted.
/// </summary>
internal static class YamlScalars
{
    private static readonly SearchValues<char> Numeric = SearchValues.Create("0123456789abcdefABCDEFxXoObB+-.:,_TtZz ");
    private static readonly SearchValues<char> FlowMarks = SearchValues.Create(",[]{}:?");

    /// <param name="wanted">Kept where the text allows it; of the block notations only quotes are left here.</param>
    /// <param name="isInFlow">Whether it stands in brackets, where more has to be quoted.</param>
    public static string Spell(FrontMatterScalar scalar, YamlNotation wanted = YamlNotation.Plain, bool isInFlow = false)
    {
        if (scalar.Kind == FrontMatterScalarKind.Null)
        {
            return isInFlow ? "null" : "";
        }

        if (scalar.Kind != FrontMatterScalarKind.Text)
        {
            return scalar.Text;
        }

        return wanted switch
        {
            not (YamlNotation.SingleQuoted or YamlNotation.DoubleQuoted) when IsPlain(scalar.Text, isInFlow) => scalar.Text,
            YamlNotation.SingleQuoted when scalar.Text.EnumerateRunes().All(IsPrintable) => $"'{scalar.Text.Replace("'", "''", StringComparison.Ordinal)}'",
            _ => DoubleQuoted(scalar.Text),
        };
    }

    /// <summary>
    /// The lines of a text below <c>|</c> or <c>&gt;</c>, with that mark in front; null where the text can't be written so. A folded text has a line of its own
    /// for each of its lines, and a blank one between.
    /// </summary>
    public static string? SpellBlock(string text, YamlNotation notation, int indent)
    {
        if (notation is not (YamlNotation.Literal or YamlNotation.Folded))
        {
            return null;
        }

        var content = text.TrimEnd('\n');
        var isFolded = notation == YamlNotation.Folded;
        var lines = content.Split('\n');
        if (content.Length == 0 || text.Length - content.Length > 1 || lines[0].Length == 0
            || !lines.All(line => line.EnumerateRunes().All(IsPrintable) && (line.Length == 0 || !char.IsWhiteSpace(line[0])) && (line.Length == 0 || !char.IsWhiteSpace(line[^1]))))
        {
            return null;
        }

        var block = new StringBuilder().Append(isFolded ? '>' : '|').Append(text.Length == content.Length ? "-" : "");
        for (var i = 0; i < lines.Length; i++)
        {
            // A line end between two lines of text folds into a blank; one more keeps it.
            block.Append(isFolded && i > 0 && lines[i].Length > 0 ? "\n\n" : "\n");
            block.Append(' ', lines[i].Length == 0 ? 0 : indent).Append(lines[i]);
        }

        return block.ToString();
    }

    public static bool IsPlain(string text, bool isInFlow = false) =>
        text.Length > 0
        && (char.IsLetterOrDigit(text[0]) || text[0] is '/' or '_' or '.' or '+' or '(' or '$' || (text[0] > '\u00A0' && !char.IsWhiteSpace(text[0])))
        && !char.IsWhiteSpace(text[^1]) && text[^1] != ':'
        && text.EnumerateRunes().All(IsPrintable)
        && !text.Contains(": ", StringComparison.Ordinal) && !text.Contains(" #", StringComparison.Ordinal)
        && !(isInFlow && text.AsSpan().ContainsAny(FlowMarks))
        && !text.StartsWith("...", StringComparison.Ordinal)
        && ScalarKinds.Of(text) == FrontMatterScalarKind.Text && !MeansSomething(text);

    // What one reader or another takes for a number, a time (12:30 is 750 in Psych), a boolean or nothing.
    private static bool MeansSomething(string text) =>
        ((char.IsAsciiDigit(text[0]) || text[0] is '+' or '.') && !text.AsSpan().ContainsAnyExcept(Numeric))
        || text.ToUpperInvariant() is "Y" or "N" or "YES" or "NO" or "ON" or "OFF" or "TRUE" or "FALSE" or "NULL" or ".INF" or "+.INF" or ".NAN";

    private static string DoubleQuoted(string text) => DoubleQuotes.Around(text, rune => rune.Value switch
    {
        _ when IsPrintable(rune) => null,
        <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
    });

    // In YAML 1.1's sense (section 5.1), on one line. libyaml stops at everything else.
    private static bool IsPrintable(Rune rune) => rune.Value is
        (>= 0x20 and <= 0x7E) or (>= 0xA0 and <= 0x2027) or (>= 0x202A and <= 0xD7FF) or (>= 0xE000 and < 0xFEFF) or (> 0xFEFF and <= 0xFFFD) or >= 0x10000;
}
