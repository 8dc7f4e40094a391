using System.Text;
using System.Text.RegularExpressions;

namespace Cms.Content.Posts;

/// <summary>Which language a text is in, where that is clear: by its script, else by the small words that every sentence needs.</summary>
internal static partial class LanguageDetection
{
    // Enough to be sure, and a bound for long texts.
    private const int Looked = 12_000;

    // A text with fewer of the best language's words, or with nearly as many of another's, is not clear.
    private const int FewestWords = 5;
    private const double ClearLead = 1.4;

    private static readonly string[] NamedByTheirScript = ["he", "el", "hi", "th", "hy", "ka"];

    // Words are listed though neighbours share them (de: French, Spanish, Portuguese); what only one has makes the difference.
    private static readonly (string Language, HashSet<string> Words)[] Profiles =
    [
        Profile("en", "the and of to is in that it for with as was on are this be have you not from by but or an they we which will your can at there has if what when how our"),
        Profile("de", "der die und das ist nicht ein eine zu den mit sich auf für von im dem es auch als wie bei wird sind aus oder haben kann wir werden noch nur so einer einem einen um nach über diese dass man"),
        Profile("fr", "le la les des et est une du dans que pour pas qui sur avec ce sont plus nous vous par au il je mais cette ou ne aux se leur été être avez fait comme"),
        Profile("es", "el la los las y es una del en que para por con no se su lo como más pero sus al este esta son ha está muy también hay desde cuando sobre un"),
        Profile("pt", "o os as e é uma do da dos das em que para por com não se no na ao mais como mas foi são você está pelo pela isso um também seu sua nos"),
        Profile("it", "il lo la gli le e è una di del della dei che per non con sono nel alla questo questa più come ma si anche da al ha essere nella un delle"),
        Profile("nl", "de het een en van is dat niet in op te zijn met voor er maar ook aan door als naar dit deze wordt kan bij om worden nog je we heeft uit"),
        Profile("sv", "och att det är en som på för av med den inte till har jag de ett om men var vi kan så från eller också när ska finns"),
        Profile("da", "og at det er en som på for af med den ikke til har jeg de et om men var vi kan så fra eller også når skal der blev hvad nogle"),
        Profile("no", "og å det er en som på for av med den ikke til har jeg de et om men var vi kan så fra eller også når skal hva noen ble bare etter"),
        Profile("pl", "i w na z nie się że to jest do jak o co ale po za od przez tym dla są tego być które oraz czy już może tylko przy"),
        Profile("cs", "a je se na v že to s z do pro jsem ale jak o by jako jsou k které od nebo tak už při podle může jen také když"),
        Profile("fi", "ja on ei että se oli joka mutta ovat kuin myös niin hän olen tämä jos kun tai sekä vain voi sitä ole mitä"),
        Profile("hu", "a az és hogy nem is egy van ez meg de csak már mint vagy lehet ha még volt azt amely minden után"),
        Profile("tr", "ve bir bu için ile da de çok olarak gibi daha kadar olan ne en sonra ama var değil her şey ya ki veya"),
        Profile("id", "yang dan di dengan untuk tidak ini itu dari dalam akan pada juga saya adalah ke bisa karena ada oleh sebagai atau"),
    ];

    /// <summary>A language as a BCP 47 tag, in the writer's spelling (<c>pt_BR</c> becomes <c>pt-BR</c>); null for text that is none.</summary>
    public static string? AsTag(string? text)
    {
        var tag = text?.Split('.')[0].Replace('_', '-');
        return tag is not null && Tag.IsMatch(tag) ? tag : null;
    }

    /// <summary>The language of a Markdown text; null when it is not clear.</summary>
    public static string? Of(string markdown)
    {
        ArgumentNullException.ThrowIfNull(markdown);
        var looked = markdown.Length > Looked ? markdown[..Looked] : markdown;
        var prose = NotProse.Replace(looked, " ");
        return ByScript(prose, out var isLatin) ?? (isLatin ? ByWords(prose) : null);
    }

    private static string? ByWords(string prose)
    {
        var counts = new int[Profiles.Length];
        foreach (var word in Word.EnumerateMatches(prose))
        {
            var text = prose.Substring(word.Index, word.Length).ToLowerInvariant();
            for (var i = 0; i < Profiles.Length; i++)
            {
                counts[i] += Profiles[i].Words.Contains(text) ? 1 : 0;
            }
        }

        var best = Array.IndexOf(counts, counts.Max());
        var second = counts.Where((_, index) => index != best).Max();
        return counts[best] >= FewestWords && counts[best] >= second * ClearLead ? Profiles[best].Language : null;
    }

    // A text about software is full of Latin names, so a third of its letters in another script is that script's.
    private static string? ByScript(string prose, out bool isLatin)
    {
        var letters = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var rune in prose.EnumerateRunes())
        {
            if (Rune.IsLetter(rune))
            {
                var script = ScriptOf(rune.Value);
                letters[script] = letters.GetValueOrDefault(script) + 1;
            }
        }

        var total = letters.Values.Sum();
        isLatin = letters.GetValueOrDefault("latin") * 2 > total;
        bool Has(string script, int percent) => letters.GetValueOrDefault(script) * 100 > total * percent;
        return total == 0 ? null
            : Has("kana", 8) ? "ja"
            : Has("hangul", 25) ? "ko"
            : Has("han", 20) ? "zh"
            : Has("cyrillic", 33) ? Cyrillic(prose)
            : Has("arabic", 33) ? Arabic(prose)
            : NamedByTheirScript.FirstOrDefault(language => Has(language, 33));
    }

    // Letters that only one of the languages of a script has; without any of them the text is not clear.
    private static string? Cyrillic(string prose) => prose.AsSpan().IndexOfAny("іїєґ") >= 0 && prose.AsSpan().IndexOfAny("ыэё") < 0 ? "uk"
        : prose.AsSpan().IndexOfAny("ыэё") >= 0 ? "ru"
        : null;

    private static string Arabic(string prose) => prose.AsSpan().IndexOfAny("ٹڈڑے") >= 0 ? "ur"
        : prose.AsSpan().IndexOfAny("پچژگی") >= 0 ? "fa"
        : "ar";

    private static string ScriptOf(int codePoint) => codePoint switch
    {
        < 0x0250 or (>= 0x1E00 and <= 0x1EFF) => "latin",
        >= 0x0370 and <= 0x03FF => "el",
        >= 0x0400 and <= 0x052F => "cyrillic",
        >= 0x0530 and <= 0x058F => "hy",
        >= 0x0590 and <= 0x05FF => "he",
        >= 0x0600 and <= 0x06FF => "arabic",
        >= 0x0900 and <= 0x097F => "hi",
        >= 0x0E00 and <= 0x0E7F => "th",
        >= 0x10A0 and <= 0x10FF => "ka",
        >= 0x3040 and <= 0x30FF => "kana",
        (>= 0x3400 and <= 0x9FFF) or (>= 0x20000 and <= 0x3FFFF) => "han",
        >= 0xAC00 and <= 0xD7A3 => "hangul",
        _ => "other",
    };

    private static (string Language, HashSet<string> Words) Profile(string language, string words) =>
        (language, words.Split(' ').ToHashSet(StringComparer.Ordinal));

    // Code, Liquid, tags and addresses are English whatever the text is.
    [GeneratedRegex(@"^(```|~~~)[\s\S]*?^(```|~~~)|\{%-?\s*highlight[\s\S]*?endhighlight|\{[{%][^}]*\}\}?|`[^`\n]*`|<[^>]*>|\]\([^)\n]*\)|https?://\S+|^(\t|    ).*",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex NotProse { get; }

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word { get; }

    [GeneratedRegex(@"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*\z", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Tag { get; }
}
