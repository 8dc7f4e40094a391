using Cms.Content.Sources;

namespace Cms.Content.Export;

/// <summary>The site that posts made in the store belong to.</summary>
/// <param name="TimeZone">An IANA name.</param>
/// <param name="Permalink">With Jekyll's placeholders.</param>
public sealed record OwnSite(string TimeZone = "UTC", string Permalink = "/:year/:month/:day/:slug", string? Language = null)
{
    /// <summary>A Jekyll blog, whose configuration says the same.</summary>
    internal SourceDefinition ToDefinition() => new()
    {
        Generator = Generator.Jekyll,
        Configuration = $"timezone: {Quoted(TimeZone)}\npermalink: {Quoted(Permalink)}\n{(Language is null ? "" : $"lang: {Quoted(Language)}\n")}",
    };

    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
