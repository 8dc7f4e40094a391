using System.Globalization;
using System.Text;
using Cms.Content.Posts;

namespace Cms.Content.Search;

/// <summary>Takes case and accents from words, so that each spelling finds the others. PostgreSQL's own ways to do so are extensions, or go by the database's locale.</summary>
internal static class Folding
{
    /// <summary>Lower case, in the compatibility form: full-width letters and ligatures become plain ones.</summary>
    public static string Lower(ReadOnlySpan<char> word) => Ascii.IsValid(word)
        ? string.Create(word.Length, word, static (lower, from) => Ascii.ToLower(from, lower, out _))
        : SlugRules.Lower(SlugRules.WellFormed(Seen(word.ToString())).Normalize(NormalizationForm.FormKC));

    /// <summary>Whether the character stands in words without being one of their letters: the soft hyphen, and the joiners of width zero.</summary>
    public static bool IsUnseen(char character) => character is '\u00ad' or '\u200c' or '\u200d' or '\u2060';

    /// <summary>Without accents: <c>größe</c> is <c>grosse</c>, <c>smørrebrød</c> is <c>smorrebrod</c>.</summary>
    public static string Plain(string lower) => Ascii.IsValid(lower) ? lower : Fold(lower, isSpeltOut: false);

    /// <summary>With accents spelt out: <c>größe</c> is <c>groesse</c>, <c>smørrebrød</c> is <c>smoerrebroed</c>.</summary>
    public static string SpeltOut(string lower) => Ascii.IsValid(lower) ? lower : Fold(lower, isSpeltOut: true);

    /// <summary>German, however its umlauts are written: <c>größe</c>, <c>grosse</c> and <c>groesse</c> are all <c>grosse</c>.</summary>
    public static string German(string lower)
    {
        var plain = Plain(lower);
        StringBuilder? folded = null;
        for (var i = 0; i < plain.Length; i++)
        {
            if (i > 0 && plain[i] == 'e' && IsUmlaut(plain, i - 1))
            {
                folded ??= new StringBuilder(plain, 0, i, plain.Length);
                continue;
            }

            folded?.Append(plain[i]);
        }

        return folded?.ToString() ?? plain;
    }

    private static string Seen(string word) => word.Any(IsUnseen) ? string.Concat(word.Where(character => !IsUnseen(character))) : word;

    // Not in Quelle, and not where the e belongs to the next syllable: neue, Mauer, Treue.
    private static bool IsUmlaut(string word, int at) => word[at] switch
    {
        'a' or 'o' => true,
        'u' => at == 0 || word[at - 1] is not ('a' or 'e' or 'i' or 'o' or 'u' or 'q'),
        _ => false,
    };

    private static string Fold(string lower, bool isSpeltOut)
    {
        var folded = new StringBuilder(lower.Length + 4);
        foreach (var rune in SlugRules.WellFormed(lower).Normalize(NormalizationForm.FormC).EnumerateRunes())
        {
            if (rune.IsAscii || !HasAccents(rune))
            {
                folded.Append(rune);
            }
            else if (Replacement(rune.Value, isSpeltOut) is { } replacement)
            {
                folded.Append(replacement);
            }
            else
            {
                foreach (var part in rune.ToString().Normalize(NormalizationForm.FormD).EnumerateRunes())
                {
                    if (Rune.GetUnicodeCategory(part) != UnicodeCategory.NonSpacingMark)
                    {
                        folded.Append(part);
                    }
                }
            }
        }

        return folded.ToString();
    }

    // Marks of other scripts are letters of theirs: the voicing of kana, the vowels of Hindi and Thai. So is the breve of the Cyrillic й.
    private static bool HasAccents(Rune rune) => rune.Value is
        < 0x0600 and not 'й' // Latin, Greek, Cyrillic, Hebrew, and marks that combine with them
        or (>= 0x0600 and <= 0x06FF) // Arabic
        or (>= 0x1E00 and <= 0x1FFF);

    private static string? Replacement(int rune, bool isSpeltOut) => rune switch
    {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ð' or 'đ' => "d",
        'ł' => "l",
        'ı' => "i",
        'ħ' => "h",
        'ς' => "σ",
        0x0640 => "", // Arabic's tatweel only fills a line.
        'ø' => isSpeltOut ? "oe" : "o",
        'ä' when isSpeltOut => "ae",
        'ö' when isSpeltOut => "oe",
        'ü' when isSpeltOut => "ue",
        'å' when isSpeltOut => "aa",
        _ => null,
    };
}
