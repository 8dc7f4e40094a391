using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cms.Markdown.Text;

/// <summary>How long a text is to a reader: Chinese, Japanese and Korean are written without blanks, so each of their characters counts.</summary>
/// <param name="Words">Runs of letters and digits in other scripts.</param>
/// <param name="Characters">Han, kana and hangul characters.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct WordCount(int Words, int Characters)
{
    private const double WordsAMinute = 200;
    private const double CharactersAMinute = 450;

    public int Total => Words + Characters;

    public int Minutes => Total == 0 ? 0 : Math.Max(1, (int)Math.Round((Words / WordsAMinute) + (Characters / CharactersAMinute), MidpointRounding.AwayFromZero));

    public static WordCount Of(string text)
    {
        var words = 0;
        var characters = 0;
        var inWord = false;
        for (int at = 0, length; at < text.Length; at += length)
        {
            // Most of most texts, and most of the work.
            if (char.IsAscii(text[at]))
            {
                length = 1;
                var isWord = char.IsAsciiLetterOrDigit(text[at]);
                words += isWord && !inWord ? 1 : 0;
                inWord = isWord || (inWord && text[at] is '\'' or '-' or '.' or '_');
                continue;
            }

            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length);
            if (IsEastAsian(rune.Value))
            {
                characters++;
                inWord = false;
            }
            else if (Rune.IsLetterOrDigit(rune))
            {
                words += inWord ? 0 : 1;
                inWord = true;
            }
            else if (Rune.IsWhiteSpace(rune) || !JoinsWords(rune))
            {
                inWord = false;
            }
        }

        return new(words, characters);
    }

    // don't, e-mail, 1.0 and combining marks go on with the word.
    private static bool JoinsWords(Rune rune) => rune.Value is '’' or 0x200C or 0x200D
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool IsEastAsian(int c) => c is
        (>= 0x3040 and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) // kana
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF) // Han
        or (>= 0xAC00 and <= 0xD7AF) or (>= 0x1100 and <= 0x11FF) // hangul
        or (>= 0xFF66 and <= 0xFF9F); // half-width kana
}
