using System.Text;

namespace Cms.Markdown.Liquid;

/// <summary>Writes what Ruby's Liquid reads although it is wrong in the way that Fluid reads it.</summary>
internal static class LooseSyntax
{
    /// <summary><c>a.[b]</c> and <c>a.0</c> as indexes, <c>&amp;&amp;</c> and <c>||</c> as words.</summary>
    public static string Mend(string expression)
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
                mended.Append(c);
            }
            else if (c == '.' && next == '[')
            {
                // The dot is left out.
            }
            else if (c == '.' && char.IsAsciiDigit(next) && i > 0 && (char.IsAsciiLetter(expression[i - 1]) || expression[i - 1] is '_' or ']'))
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
}
