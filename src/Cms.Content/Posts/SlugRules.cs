using System.Globalization;
using System.Text;

namespace Cms.Content.Posts;

/// <summary>How names become addresses and keys. Slugs are Jekyll's <c>slugify</c>, so that addresses of existing blogs come out the same.</summary>
/// <remarks>Works on runes: .NET's expressions see letters beyond the basic plane as surrogates, and Jekyll keeps such letters.</remarks>
public static class SlugRules
{
    private const string AlsoKeptInTitles = "._~!$&'()+,;=@";

    /// <summary>Jekyll's <c>:slug</c> form: <c>docker-1-0-steht-bereit</c>. Umlauts stay letters. Empty when no letter or digit is left.</summary>
    public static string Slug(string text) => Lower(Hyphenate(text, alsoKept: ""));

    /// <summary>Jekyll's <c>:title</c> form: case, dots and a few more marks are kept (<c>Docker-1.0-steht-bereit</c>).</summary>
    public static string TitleSlug(string text) => Hyphenate(text, AlsoKeptInTitles);

    /// <summary>
    /// The slug of a tag, category or author, with the signs that tell languages apart spelt out: <c>C++</c> is <c>c-plus-plus</c>, <c>C#</c> is
    /// <c>c-sharp</c>, <c>.NET</c> is <c>dot-net</c>. Empty when nothing is left.
    /// </summary>
    public static string TermSlug(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var trimmed = WellFormed(name).Normalize(NormalizationForm.FormC).Trim();
        var spelt = new StringBuilder(trimmed.Length);
        for (var i = 0; i < trimmed.Length; i++)
        {
            // A sharp belongs to the name before it; a hash at the start (#docker) only says that this is a tag.
            spelt.Append(trimmed[i] switch
            {
                '+' => "-plus-",
                '#' when i > 0 && char.IsLetterOrDigit(trimmed[i - 1]) => "-sharp-",
                '.' when i == 0 => "dot-",
                var other => other.ToString(),
            });
        }

        var slug = Slug(spelt.ToString());
        return slug == "dot" && trimmed.All(character => !char.IsLetterOrDigit(character)) ? "" : slug;
    }

    /// <summary>What makes two spellings one tag: NFC and case folding, nothing else, so that <c>C</c>, <c>C++</c> and <c>C#</c> stay apart.</summary>
    public static string TermKey(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Fold(WellFormed(name).Normalize(NormalizationForm.FormC).Trim()).Normalize(NormalizationForm.FormC);
    }

    /// <summary>The title, compatibility-decomposed, without marks, case-folded, in UTF-8: <c>Über</c> sorts beside <c>uber</c> in every database.</summary>
    public static byte[] TitleKey(string title)
    {
        ArgumentNullException.ThrowIfNull(title);
        var bare = new StringBuilder(title.Length);
        foreach (var rune in WellFormed(title).Trim().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark))
            {
                bare.Append(rune);
            }
        }

        return Encoding.UTF8.GetBytes(Fold(bare.ToString()));
    }

    /// <summary>Lower case as Ruby's <c>downcase</c>: .NET's invariant culture leaves the dotted capital I alone.</summary>
    public static string Lower(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.ToLowerInvariant().Replace("\u0130", "i\u0307", StringComparison.Ordinal);
    }

    // Every run of other characters is one hyphen, and hyphens are other characters: at the edges one at most is left to remove.
    private static string Hyphenate(string text, string alsoKept)
    {
        ArgumentNullException.ThrowIfNull(text);
        var slug = new StringBuilder(text.Length);
        var gap = false;
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsWordCharacter(rune) && !(rune.IsBmp && alsoKept.Contains((char)rune.Value, StringComparison.Ordinal)))
            {
                gap = true;
                continue;
            }

            if (gap && slug.Length > 0)
            {
                slug.Append('-');
            }

            slug.Append(rune);
            gap = false;
        }

        return slug.ToString();
    }

    // Jekyll's [\p{M}\p{L}\p{Nd}].
    private static bool IsWordCharacter(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
        or UnicodeCategory.OtherLetter or UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark
        or UnicodeCategory.DecimalDigitNumber;

    // .NET has no case folding. Upper and then lower joins what has one capital (ς and σ, ſ and s); the letters that fold to several are named.
    private static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var character in Lower(text.ToUpperInvariant()))
        {
            _ = character switch
            {
                'ß' => folded.Append("ss"),
                'ŉ' => folded.Append("ʼn"),
                'և' => folded.Append("եւ"),
                'ﬀ' => folded.Append("ff"),
                'ﬁ' => folded.Append("fi"),
                'ﬂ' => folded.Append("fl"),
                'ﬃ' => folded.Append("ffi"),
                'ﬄ' => folded.Append("ffl"),
                'ﬅ' or 'ﬆ' => folded.Append("st"),
                _ => folded.Append(character),
            };
        }

        return folded.ToString();
    }

    /// <summary>The text with U+FFFD for each half of a character, which JSON may carry and nothing can normalise or store.</summary>
    internal static string WellFormed(string text) => text.AsSpan().ContainsAnyInRange('\ud800', '\udfff') ? Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)) : text;
}
