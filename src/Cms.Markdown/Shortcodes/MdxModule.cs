namespace Cms.Markdown.Shortcodes;

/// <summary>The imports and exports at the top of an MDX text, which are code and no content.</summary>
internal static class MdxModule
{
    /// <summary>The text with blank lines in their place, so that lines keep their numbers. Each ends, as MDX has it, at a blank line.</summary>
    public static string Strip(string text)
    {
        var at = 0;
        var lines = 0;
        var isCode = false;
        while (at < text.Length)
        {
            var length = text.AsSpan(at).IndexOf('\n');
            var end = length < 0 ? text.Length : at + length;
            var line = text.AsSpan(at, end - at);
            if (line.IsWhiteSpace())
            {
                isCode = false;
            }
            else if (!isCode && !line.StartsWith("import ") && !line.StartsWith("export "))
            {
                break;
            }
            else
            {
                isCode = true;
            }

            at = Math.Min(end + 1, text.Length);
            lines++;
        }

        return at == 0 ? text : new string('\n', lines) + text[at..];
    }
}
