using System.Text.RegularExpressions;
using Cms.Markdown.Liquid;
using Cms.Markdown.Templates;

namespace Cms.Markdown.Shortcodes;

/// <summary>Zola's links to pages by their files below <c>content</c>: <c>[text](@/posts/a.md#part)</c>.</summary>
internal static partial class ContentLinks
{
    public const string Start = "](@/";

    public static IEnumerable<PostReference> ReferencesIn(string text) => Link.Matches(text).Select(ReferenceOf);

    public static string Expand(string text, PostContext post, List<RenderingWarning> warnings) => !text.Contains(Start, StringComparison.Ordinal) ? text : Link.Replace(text, link =>
    {
        if (post.Posts.TryGetValue(ReferenceOf(link), out var target))
        {
            return $"]({SiteUrls.Normalize(target.Path).Replace("(", "%28", StringComparison.Ordinal).Replace(")", "%29", StringComparison.Ordinal)}{link.Groups["part"].Value}";
        }

        var line = text.AsSpan(0, link.Index).Count('\n') + 1;
        warnings.Add(new(line, "content-link-not-found", $"The link to '@/{link.Groups["file"].Value}' names no published post of this source, so it leads nowhere. Correct the name."));
        return link.Value;
    });

    private static PostReference ReferenceOf(Match link) => new($"content/{link.Groups["file"].Value}", PostReferenceRule.File);

    [GeneratedRegex(@"\]\(@/(?<file>[^)\s#]+)(?<part>#[^)\s]*)?", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link { get; }
}
