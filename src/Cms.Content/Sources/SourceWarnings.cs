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
        return definition.Generator is Generator.Jekyll or Generator.Octopress && ConfigurationText.Read(definition.Configuration)["kramdown"] is FrontMatterMap kramdown
            ? [.. KramdownOptions.Unfollowed(kramdown).Take(Most).Select(option => new SourceWarning(
                ConfigurationText.LineOf(definition.Configuration, option.Value), KramdownOptions.Warning, $"'kramdown.{option.Name}' is not followed: {option.Reason}."))]
            : [];
    }
}

/// <param name="Line">The line of the configuration, counted from 1.</param>
/// <param name="Code">Stable and in kebab-case.</param>
/// <param name="Message">What is not followed, and why.</param>
public sealed record SourceWarning(int Line, string Code, string Message);
