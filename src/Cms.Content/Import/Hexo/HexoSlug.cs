using System.Globalization;
using System.Text;

namespace Cms.Content.Import.Hexo;

/// <summary>Hexo's <c>slugize</c>: Latin letters lose their marks, runs of punctuation and blanks become one hyphen, the rest stays, case included.</summary>
internal static class HexoSlug
{
    private const string Punctuation = "~`!@#$%^&*()-_+=[]{}|\\;:\"'<>,.?/";

    // Where Latin letters with marks end: Latin Extended-B, and Latin Extended Additional.
    private const char LastOfLatin = '\u024F';
    private const char FirstOfAdditional = '\u1E00';
    private const char LastOfAdditional = '\u1EFF';

    public static string Of(string text)
    {
        var slug = new StringBuilder(text.Length);
        foreach (var character in text.EnumerateRunes().SelectMany(rune => Bare(rune)))
        {
            if (char.IsWhiteSpace(character) || Punctuation.Contains(character, StringComparison.Ordinal))
            {
                _ = slug.Length > 0 && slug[^1] != '-' ? slug.Append('-') : slug;
            }
            else if (!char.IsControl(character))
            {
                slug.Append(character);
            }
        }

        return slug.ToString().TrimEnd('-');
    }

    private static string Bare(Rune rune)
    {
        var letter = rune.ToString();
        if (rune.Value > LastOfLatin && rune.Value is < FirstOfAdditional or > LastOfAdditional)
        {
            return letter;
        }

        return string.Concat(letter.Normalize(NormalizationForm.FormD).Where(part => char.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark));
    }
}
