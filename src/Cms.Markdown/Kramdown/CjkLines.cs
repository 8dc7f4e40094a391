using System.Text;
using Cms.Markdown.Kramdown.Spans;
using Markdig.Helpers;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Cms.Markdown.Kramdown;

/// <summary>kramdown's <c>remove_line_breaks_for_cjk</c>: a browser makes a blank of a line break, which no Chinese or Japanese text has between its characters.</summary>
internal static class CjkLines
{
    // The blocks of the scripts Han, Hiragana and Katakana; what only several scripts share, such as punctuation and the long vowel's mark, is in none of them.
    private static readonly (int First, int Last)[] Scripts =
    [
        (0x2E80, 0x2E99), (0x2E9B, 0x2EF3), (0x2F00, 0x2FD5), (0x3005, 0x3005), (0x3007, 0x3007), (0x3021, 0x3029), (0x3038, 0x303B), (0x3041, 0x3096),
        (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FD, 0x30FF), (0x31F0, 0x31FF), (0x32D0, 0x32FE), (0x3300, 0x3357), (0x3400, 0x4DBF), (0x4E00, 0x9FFF),
        (0xF900, 0xFA6D), (0xFA70, 0xFAD9), (0xFF66, 0xFF6F), (0xFF71, 0xFF9D), (0x1B000, 0x1B122), (0x1B150, 0x1B167), (0x20000, 0x2FA1D), (0x30000, 0x323AF),
    ];

    public static void Join(MarkdownDocument document)
    {
        foreach (var literal in document.Descendants<LiteralInline>())
        {
            if (literal is not TypographicInline && literal.Content.AsSpan().Contains('\n'))
            {
                literal.Content = new StringSlice(Joined(literal.Content.ToString()));
            }
        }
    }

    private static string Joined(string text)
    {
        var joined = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            var isBetween = text[at] == '\n'
                && Rune.DecodeLastFromUtf16(text.AsSpan(0, at), out var before, out _) == System.Buffers.OperationStatus.Done && IsCjk(before)
                && Rune.DecodeFromUtf16(text.AsSpan(at + 1), out var behind, out _) == System.Buffers.OperationStatus.Done && IsCjk(behind);
            if (!isBetween)
            {
                joined.Append(text[at]);
            }
        }

        return joined.ToString();
    }

    private static bool IsCjk(Rune rune) => rune.Value >= Scripts[0].First && Array.Exists(Scripts, script => rune.Value >= script.First && rune.Value <= script.Last);
}
