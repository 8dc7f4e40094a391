using System.Globalization;

namespace Cms.Markdown.Kramdown;

/// <summary>kramdown's option <c>smart_quotes</c>: four characters by their names or numbers in HTML, for opening and closing single and double quotes.</summary>
internal static class QuoteMarks
{
    public const string Default = "‘’“”";

    /// <summary>What a keyboard has: typography that changes nothing.</summary>
    public const string Straight = "''\"\"";

    /// <returns>The four marks; the default where the option is absent or says anything else.</returns>
    public static string Read(IReadOnlyList<string> names)
    {
        if (names.Count != 4)
        {
            return Default;
        }

        var marks = string.Concat(names.Select(Mark));
        return marks.Length == 4 ? marks : Default;
    }

    private static string Mark(string name)
    {
        var trimmed = name.Trim();
        var reference = int.TryParse(trimmed, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? $"&#{trimmed};" : $"&{trimmed};";
        return Entities.Length(reference) == reference.Length ? Entities.Decode(reference) ?? "" : "";
    }
}
