using System.Globalization;
using System.Text.RegularExpressions;

namespace Cms.Markdown.FrontMatter;

/// <summary>
/// What a plain scalar means. SafeYAML's transformations, not YAML 1.2's: <c>yes</c> is a boolean, <c>012</c> is octal, <c>1,000</c> is a number,
/// and a timestamp needs its seconds.
/// </summary>
internal static partial class ScalarKinds
{
    // A number longer than this is text to us; it also bounds the patterns below.
    private const int LongestNumber = 64;

    public static FrontMatterScalarKind Of(string text)
    {
        if (text.Length == 0 || text is "~" or "null" or "Null" or "NULL")
        {
            return FrontMatterScalarKind.Null;
        }

        if (text.Length > LongestNumber)
        {
            return FrontMatterScalarKind.Text;
        }

        if (IsTrue(text) || IsFalse(text))
        {
            return FrontMatterScalarKind.Boolean;
        }

        if (!char.IsAsciiDigit(text[0]) && text[0] is not ('+' or '-' or '.'))
        {
            return FrontMatterScalarKind.Text;
        }

        return text switch
        {
            _ when Integer.IsMatch(text) => FrontMatterScalarKind.Integer,
            _ when TryReadFloat(text, out _) => FrontMatterScalarKind.Float,
            _ when Date.IsMatch(text) => FrontMatterScalarKind.Date,
            _ when Timestamp.IsMatch(text) => FrontMatterScalarKind.Timestamp,
            _ => FrontMatterScalarKind.Text,
        };
    }

    public static bool IsTrue(string text) => text is
        "true" or "True" or "TRUE" or "yes" or "Yes" or "YES" or "on" or "On" or "ON";

    public static bool TryReadInteger(string text, out long number)
    {
        var negative = text.StartsWith('-');
        var digits = text.Replace(",", "", StringComparison.Ordinal).Replace("_", "", StringComparison.Ordinal).TrimStart('+', '-');
        var (radix, start) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', 'o', ..] => (8, 2),
            ['0', _, ..] => (8, 1),
            _ => (10, 0),
        };

        number = 0;
        foreach (var digit in digits.AsSpan(start))
        {
            var value = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : radix;
            if (value >= radix || number > (long.MaxValue - value) / radix)
            {
                return false;
            }

            number = (number * radix) + value;
        }

        number = negative ? -number : number;
        return true;
    }

    public static bool TryReadFloat(string text, out double number)
    {
        number = 0;
        return Float.IsMatch(text)
            && double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out number)
            && double.IsFinite(number);
    }

    private static bool IsFalse(string text) => text is
        "false" or "False" or "FALSE" or "no" or "No" or "NO" or "off" or "Off" or "OFF";

    [GeneratedRegex(@"^(?:[-+]?(?:0|[1-9][0-9_,]*)|0[0-7]+|0[xX][0-9a-fA-F]+|0[bB][01_]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Integer { get; }

    [GeneratedRegex(@"^[-+]?(?:(?:[0-9][0-9_]*\.[0-9][0-9_]*|\.[0-9][0-9_]*)(?:[eE][-+]?[0-9]+)?|[0-9][0-9_]*[eE][-+]?[0-9]+)\z", RegexOptions.NonBacktracking)]
    private static partial Regex Float { get; }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{2}-[0-9]{2}\z", RegexOptions.NonBacktracking)]
    private static partial Regex Date { get; }

    [GeneratedRegex(@"^[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]*)?[ \t]*(?:Z|[-+][0-9]{1,2}(?::?[0-9]{2})?)?\z", RegexOptions.NonBacktracking)]
    private static partial Regex Timestamp { get; }
}
