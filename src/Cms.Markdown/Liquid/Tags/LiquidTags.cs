using System.Collections.Frozen;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Liquid;

/// <summary>The tags that a generator and its usual plugins add to Liquid's own.</summary>
internal static class LiquidTags
{
    private static readonly FrozenDictionary<string, LiquidTag> Jekyll = Table([.. JekyllTags.All, .. Embeds.All, .. OctopressTags.All]);
    private static readonly FrozenDictionary<string, LiquidTag> Hexo = Table([.. JekyllTags.All, .. Embeds.All, .. OctopressTags.All, .. HexoTags.All]);

    public static IReadOnlyDictionary<string, LiquidTag> Of(TemplateLanguage language) => language == TemplateLanguage.Hexo ? Hexo : Jekyll;

    // Of two with the same name the later counts.
    private static FrozenDictionary<string, LiquidTag> Table(IEnumerable<(string Name, LiquidTag Tag)> tags) =>
        tags.GroupBy(entry => entry.Name, StringComparer.Ordinal).ToFrozenDictionary(group => group.Key, group => group.Last().Tag, StringComparer.Ordinal);
}
