namespace Cms.Markdown.Liquid;

/// <summary>What is in one tag. Fluid's parser recurses for each bracket and operator, and each operator costs time without a step.</summary>
internal static class LiquidComplexity
{
    private const int MaximumBrackets = 8;
    private const int MaximumOperators = 150;

    public static bool IsBeyond(ReadOnlySpan<char> expression)
    {
        var brackets = 0;
        var operators = 0;
        var quote = '\0';
        foreach (var c in expression)
        {
            if (quote != '\0')
            {
                quote = c == quote ? '\0' : quote;
            }
            else if (c is '"' or '\'')
            {
                quote = c;
            }
            else
            {
                brackets += c is '[' or '(' ? 1 : c is ']' or ')' ? -1 : 0;
                operators += c is ' ' or '\t' or '\n' or '|' or '=' or '<' or '>' or '.' or ',' or ':' ? 1 : 0;
            }

            if (brackets > MaximumBrackets || operators > MaximumOperators)
            {
                return true;
            }
        }

        return false;
    }
}
