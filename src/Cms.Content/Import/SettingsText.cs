using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>Reads a generator's settings and data files.</summary>
internal static class SettingsText
{
    /// <summary>Some of the settings as one text, to see whether any of them has changed.</summary>
    public static string Only(FrontMatterMap settings, IEnumerable<string> keys) =>
        string.Join('\n', keys.Select(key => $"{key}: {settings[key]?.ToJson()?.ToJsonString()}"));

    /// <param name="text">YAML, TOML or JSON; null where the file is not there.</param>
    /// <param name="file">The name for the message.</param>
    /// <exception cref="ImportException">It cannot be read: every post would come out wrong.</exception>
    public static FrontMatterMap Read(string? text, string file)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return FrontMatterMap.Empty;
        }

        var parsed = ConfigurationText.Parse(text);
        return parsed.Refusal is { } refusal
            ? throw new ImportException($"The configuration '{file}' cannot be read, line {ConfigurationText.LineOf(text, refusal)}: {refusal.Message}")
            : parsed.FrontMatter;
    }
}
