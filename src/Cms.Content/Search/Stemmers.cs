using System.Collections.Frozen;

namespace Cms.Content.Search;

/// <summary>Which of PostgreSQL's stemmers a language has, by the names of its text search configurations.</summary>
internal static class Stemmers
{
    /// <summary>Takes words as they are.</summary>
    public const string Simple = "simple";

    public const string German = "german";

    private static readonly FrozenDictionary<string, string> ByLanguage = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ar"] = "arabic",
        ["ca"] = "catalan",
        ["da"] = "danish",
        ["de"] = German,
        ["el"] = "greek",
        ["en"] = "english",
        ["es"] = "spanish",
        ["eu"] = "basque",
        ["fi"] = "finnish",
        ["fr"] = "french",
        ["ga"] = "irish",
        ["hi"] = "hindi",
        ["hu"] = "hungarian",
        ["hy"] = "armenian",
        ["id"] = "indonesian",
        ["it"] = "italian",
        ["lt"] = "lithuanian",
        ["nb"] = "norwegian",
        ["ne"] = "nepali",
        ["nl"] = "dutch",
        ["nn"] = "norwegian",
        ["no"] = "norwegian",
        ["pt"] = "portuguese",
        ["ro"] = "romanian",
        ["ru"] = "russian",
        ["sr"] = "serbian",
        ["sv"] = "swedish",
        ["ta"] = "tamil",
        ["tr"] = "turkish",
        ["yi"] = "yiddish",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    private static readonly FrozenSet<string> Compounding = new[] { German, "danish", "dutch", "finnish", "hungarian", "norwegian", "swedish" }.ToFrozenSet(StringComparer.Ordinal);

    /// <param name="language">As posts write it: <c>de</c>, <c>pt-BR</c>, <c>en_US</c>; null for none.</param>
    public static string Of(string? language) =>
        language is not null && ByLanguage.TryGetValue(language.Split('-', '_')[0], out var stemmer) ? stemmer : Simple;

    /// <summary>Whether the language writes several words as one.</summary>
    public static bool Compounds(string stemmer) => Compounding.Contains(stemmer);
}
