using System.Text;

namespace Cms.Markdown.FrontMatter;

/// <summary>Texts in double quotes, with what YAML (section 5.7) and TOML (basic strings) escape alike.</summary>
internal static class DoubleQuotes
{
    /// <param name="escapeOf">How a character is written that cannot stand as it is; null for all others.</param>
    public static string Around(string text, Func<Rune, string?> escapeOf)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var rune in text.EnumerateRunes())
        {
            quoted.Append(rune.Value switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                _ => escapeOf(rune) ?? rune.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
