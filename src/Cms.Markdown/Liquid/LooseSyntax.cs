using System.Text;

namespace Cms.Markdown.Liquid;

/// <summary>Writes what Ruby's Liquid reads although it is wrong in the way that Fluid reads it.</summary>
internal static class LooseSyntax
{
    /// <summary>The ways in which Fluid may read an expression, the one that means what Ruby reads first. The first that it can read counts.</summary>
    public static IReadOnlyList<string> ReadingsOf(string expression)
    {
        var mended = Mend(expression);
        return mended == expression ? [expression] : IsReadOtherwise(expression) ? [mended, expression] : [expression, mended];
    }

    /// <summary>Whether there is an <c>a.0</c>, which Fluid reads as a name that nothing has, or a backslash, which it takes for the start of an escape.</summary>
    private static bool IsReadOtherwise(string expression)
    {
        for (var i = 0; i < expression.Length; i++)
        {
            if (expression[i] == '\\' || IsNumberedName(expression, i))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary><c>a.[b]</c> and <c>a.0</c> as indexes, <c>&amp;&amp;</c> and <c>||</c> as words, a backslash as one.</summary>
    private static string Mend(string expression)
    {
        var mended = new StringBuilder(expression.Length + 8);
        var quote = '\0';
        for (var i = 0; i < expression.Length; i++)
        {
            var c = expression[i];
            var next = i + 1 < expression.Length ? expression[i + 1] : '\0';
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
                mended.Append(c, repeatCount: c == '\\' ? 2 : 1);
            }
            else if (c == '.' && next == '[')
            {
                // The dot is left out.
            }
            else if (IsNumberedName(expression, i))
            {
                var end = i + 1;
                while (end < expression.Length && char.IsAsciiDigit(expression[end]))
                {
                    end++;
                }

                mended.Append('[').Append(expression, i + 1, end - i - 1).Append(']');
                i = end - 1;
            }
            else if (c is '&' or '|' && next == c)
            {
                mended.Append(c == '&' ? " and " : " or ");
                i++;
            }
            else
            {
                quote = c is '"' or '\'' ? c : '\0';
                mended.Append(c);
            }
        }

        return mended.ToString();
    }

    private static bool IsNumberedName(string expression, int dot) => expression[dot] == '.'
        && dot > 0 && (char.IsAsciiLetter(expression[dot - 1]) || expression[dot - 1] is '_' or ']')
        && dot + 1 < expression.Length && char.IsAsciiDigit(expression[dot + 1]);
}
