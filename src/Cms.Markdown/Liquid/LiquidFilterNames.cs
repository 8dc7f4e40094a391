namespace Cms.Markdown.Liquid;

/// <summary>The filters that an expression names.</summary>
internal static class LiquidFilterNames
{
    public static IReadOnlyList<string> In(ReadOnlySpan<char> expression)
    {
        List<string> names = [];
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
                var length = 0;
                while (length < name.Length && (char.IsAsciiLetterOrDigit(name[length]) || name[length] == '_'))
                {
                    length++;
                }

                if (length > 0)
                {
                    names.Add(name[..length].ToString());
                }
            }
        }

        return names;
    }
}
