using Cms.Markdown.FrontMatter;
using Cms.Markdown.Kramdown;

namespace Cms.Markdown;

/// <summary>What is written for kramdown's typographic symbols; by default the characters themselves.</summary>
public sealed record SymbolTexts
{
    private const int MaximumText = 40;

    public static SymbolTexts Default { get; } = new();

    public string EmDash { get; init; } = "—";

    public string EnDash { get; init; } = "–";

    public string Ellipsis { get; init; } = "…";

    public string LeftGuillemet { get; init; } = "«";

    public string RightGuillemet { get; init; } = "»";

    /// <summary>For a guillemet with the blank behind it.</summary>
    public string LeftGuillemetWithBlank { get; init; } = "«\u00A0";

    /// <summary>For a guillemet with the blank before it.</summary>
    public string RightGuillemetWithBlank { get; init; } = "\u00A0»";

    /// <summary>What stands for the symbols that a map names, as <c>hellip: "..."</c>.</summary>
    public static SymbolTexts Of(FrontMatterMap map)
    {
        ArgumentNullException.ThrowIfNull(map);
        return map.Entries.Aggregate(Default, (texts, entry) => entry.Value is FrontMatterScalar scalar ? texts.With(entry.Key.TrimStart(':'), TextOf(scalar)) : texts);
    }

    /// <summary>The same of a map that is written as text, in YAML; null where the text is none.</summary>
    internal static SymbolTexts? Read(string yaml) =>
        MarkdownFile.Parse($"---\nmap: {yaml.ReplaceLineEndings(" ")}\n---\n") is { Refusal: null, FrontMatter: var read } && read["map"] is FrontMatterMap map ? Of(map) : null;

    /// <summary>What is written for a symbol.</summary>
    internal string For(string symbol) => symbol switch
    {
        "—" => EmDash,
        "–" => EnDash,
        "…" => Ellipsis,
        "«" => LeftGuillemet,
        "»" => RightGuillemet,
        "«\u00A0" => LeftGuillemetWithBlank,
        _ => RightGuillemetWithBlank,
    };

    private SymbolTexts With(string name, string text) => name switch
    {
        "mdash" => this with { EmDash = text },
        "ndash" => this with { EnDash = text },
        "hellip" => this with { Ellipsis = text },
        "laquo" => this with { LeftGuillemet = text },
        "raquo" => this with { RightGuillemet = text },
        "laquo_space" => this with { LeftGuillemetWithBlank = text },
        "raquo_space" => this with { RightGuillemetWithBlank = text },
        _ => this,
    };

    private static string TextOf(FrontMatterScalar scalar) => Entities.DecodeAll(scalar.Text.Length <= MaximumText ? scalar.Text : scalar.Text[..MaximumText]);
}
