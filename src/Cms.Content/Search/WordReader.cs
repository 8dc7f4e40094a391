using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Cms.Content.Search;

/// <summary>How a word came out of a text.</summary>
internal enum WordKind
{
    /// <summary>Letters and digits of a script that is written with blanks.</summary>
    Word,

    /// <summary>Two characters of a script that is written without blanks, or the last one of a run.</summary>
    Pair,

    /// <summary>Another reading of the words at its place: <c>c++</c>, or <c>email</c> of <c>e-mail</c>.</summary>
    Joined,
}

/// <param name="Start">Where it stands in the text.</param>
/// <param name="Length">How much of the text it is.</param>
/// <param name="Position">Counts words from 0; joined readings share the place of their first word.</param>
/// <param name="Text">In lower case.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FoundWord(WordKind Kind, string Text, int Start, int Length, int Position);

/// <summary>Takes a text apart into words. Chinese, Japanese, Korean, Thai and their like become overlapping pairs of characters.</summary>
internal static class WordReader
{
    // What is longer is no word: a hash, a key, an encoded picture.
    private const int LongestWord = 64;
    private const int MostJoined = 3;

    public static IEnumerable<FoundWord> Read(string text)
    {
        var position = 0;
        var chain = new List<FoundWord>();
        var at = 0;
        while (at < text.Length)
        {
            var kind = ClassOf(text, at, out var length);
            if (kind == CharacterClass.Other)
            {
                at += length;
                continue;
            }

            var start = at;
            for (at += length; at < text.Length && (ClassOf(text, at, out length) == kind || (kind == CharacterClass.Word && IsUnseenInWord(text, at)));)
            {
                at += length;
            }

            if (kind == CharacterClass.Dense)
            {
                foreach (var pair in PairsOf(text, start, at))
                {
                    yield return pair with { Position = position++ };
                }

                continue;
            }

            if (at - start > LongestWord)
            {
                position++;
                continue;
            }

            var word = new FoundWord(WordKind.Word, Folding.Lower(text.AsSpan(start, at - start)), start, at - start, position);
            if (Folding.Plain(word.Text).Length == 0)
            {
                // Accents, and nothing that has them.
                continue;
            }

            position++;
            yield return word;
            if (SignAfter(text, at) is { Length: > 0 } sign)
            {
                yield return word with { Kind = WordKind.Joined, Text = word.Text + sign, Length = word.Length + sign.Length };
            }

            if (chain.Count > 0 && !IsHyphen(text, chain[^1].Start + chain[^1].Length, start))
            {
                chain.Clear();
            }

            chain.Add(word);
            if (chain.Count is > 1 and <= MostJoined && !IsHyphen(text, at))
            {
                yield return new FoundWord(WordKind.Joined, string.Concat(chain.Select(part => part.Text)), chain[0].Start, at - chain[0].Start, chain[0].Position);
            }
        }
    }

    /// <summary>Whether the character is of a script that is written without blanks.</summary>
    public static bool IsDense(int rune) => rune is
        (>= 0x0E00 and <= 0x0EFF) // Thai, Lao
        or (>= 0x1000 and <= 0x109F) or (>= 0x1780 and <= 0x17FF) // Burmese, Khmer
        or (>= 0x1100 and <= 0x11FF) or (>= 0xAC00 and <= 0xD7AF) // hangul
        or 0x3005 or (>= 0x3041 and <= 0x309F) or (>= 0x30A1 and <= 0x30FA) or (>= 0x30FC and <= 0x30FF) or (>= 0x31F0 and <= 0x31FF) or (>= 0xFF66 and <= 0xFF9F) // kana
        or (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x323AF); // Han

    // The last character alone stands for itself, so that each one can be found as a beginning.
    private static IEnumerable<FoundWord> PairsOf(string text, int start, int end)
    {
        for (var at = start; at < end;)
        {
            var first = LengthOf(text, at, end);
            var next = at + first;
            var second = next == end ? 0 : LengthOf(text, next, end);
            yield return new FoundWord(WordKind.Pair, Folding.Lower(text.AsSpan(at, first + second)), at, first + second, 0);
            at = next;
        }
    }

    // A mark of voicing that stands apart, as in half-width kana, belongs to the character before it.
    private static int LengthOf(string text, int at, int end)
    {
        var next = at + (char.IsHighSurrogate(text[at]) ? 2 : 1);
        while (next < end && text[next] is '\u3099' or '\u309a' or '\uff9e' or '\uff9f')
        {
            next++;
        }

        return next - at;
    }

    // A place where the word may be broken, or how its letters join.
    private static bool IsUnseenInWord(string text, int at) => Folding.IsUnseen(text[at]) && at + 1 < text.Length && ClassOf(text, at + 1, out _) == CharacterClass.Word;

    // C++, C#, F#: signs that are part of a name, unless a word goes on behind them.
    private static string SignAfter(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at < 2 && text[end] is '+' or '#' && (end == at || text[end] == text[at]))
        {
            end++;
        }

        return end > at && (end == text.Length || ClassOf(text, end, out _) == CharacterClass.Other) && (text[at] == '+' ? end - at == 2 : end - at == 1) ? text[at..end] : "";
    }

    private static bool IsHyphen(string text, int from, int to) => to - from == 1 && text[from] is '-' or '\u2010' or '\u2011';

    private static bool IsHyphen(string text, int at) =>
        at + 1 < text.Length && text[at] is '-' or '\u2010' or '\u2011' && ClassOf(text, at + 1, out _) == CharacterClass.Word;

    private static CharacterClass ClassOf(string text, int at, out int length)
    {
        if (char.IsAscii(text[at]))
        {
            length = 1;
            return char.IsAsciiLetterOrDigit(text[at]) ? CharacterClass.Word : CharacterClass.Other;
        }

        if (!Rune.TryGetRuneAt(text, at, out var rune))
        {
            length = 1;
            return CharacterClass.Other;
        }

        length = rune.Utf16SequenceLength;
        return IsDense(rune.Value) ? CharacterClass.Dense
            : Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark ? CharacterClass.Word
            : CharacterClass.Other;
    }

    private enum CharacterClass
    {
        Other,
        Word,
        Dense,
    }
}
