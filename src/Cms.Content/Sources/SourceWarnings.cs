using Cms.Markdown;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Sources;

/// <summary>What of a source's configuration is not followed, though it would change what readers see.</summary>
public static class SourceWarnings
{
    // What nobody wrote by hand is not read to its end.
    private const int Most = 100;

    public static IReadOnlyList<SourceWarning> Of(SourceDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        var configuration = ConfigurationText.Read(definition.Configuration);
        var engines = MarkdownEngines.Unfollowed(definition.Generator, configuration).Select(engine => Warning(MarkdownEngines.Warning, engine));
        var options = definition.Generator is Generator.Jekyll or Generator.Octopress && configuration["kramdown"] is FrontMatterMap kramdown
            ? KramdownOptions.Unfollowed(kramdown).Select(option => Warning(KramdownOptions.Warning, option with { Name = $"kramdown.{option.Name}" }))
            : [];
        return [.. engines.Concat(options).Take(Most)];

        SourceWarning Warning(string code, (string Name, FrontMatterValue Value, string Reason) setting) =>
            new(ConfigurationText.LineOf(definition.Configuration, setting.Value), code, $"'{setting.Name}' is not followed: {setting.Reason}.");
    }
}

/// <param name="Line">The line of the configuration, counted from 1.</param>
/// <param name="Code">Stable and in kebab-case.</param>
/// <param name="Message">What is not followed, and why.</param>
public sealed record SourceWarning(int Line, string Code, string Message);
