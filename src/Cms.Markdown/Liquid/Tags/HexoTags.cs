using Cms.Markdown.Html;
using Cms.Markdown.Templates;
using Fluid;

namespace Cms.Markdown.Liquid;

/// <summary>Hexo's own tags beside those that it took over from Octopress.</summary>
internal static class HexoTags
{
    private static readonly Dictionary<string, LiquidTag> Octopress = OctopressTags.All.ToDictionary(entry => entry.Name, entry => entry.Tag, StringComparer.Ordinal);

    public static IReadOnlyList<(string Name, LiquidTag Tag)> All { get; } =
    [
        ("code", Octopress["codeblock"]),
        ("quote", Octopress["blockquote"]),
        ("pullquote", new(IsBlock: true, (_, body, context) => $"<blockquote class=\"pullquote\">{LiquidExpansion.Of(context).Markdown(body).Trim()}</blockquote>")),
        ("post_link", new(IsBlock: false, PostLink)),
        ("post_path", new(IsBlock: false, (use, _, context) => Find(use, context) is { } post ? SiteUrls.Normalize(post.Path) : "")),
        ("asset_path", new(IsBlock: false, (use, _, context) => AssetPath(Words.Of(use.Arguments) is [var name, ..] ? name : "", context))),
        ("asset_img", new(IsBlock: false, AssetImage)),
        ("asset_link", new(IsBlock: false, AssetLink)),
        ("link", new(IsBlock: false, Link)),
        ("iframe", new(IsBlock: false, (use, _, _) => Words.Of(use.Arguments) is [var url, ..] ? $"<iframe src=\"{HtmlText.EscapeAttribute(url)}\"></iframe>" : "")),
    ];

    /// <summary><c>file [title]</c>; the title is the post's own without one.</summary>
    private static string PostLink(TagUse use, string body, TemplateContext context)
    {
        var words = Words.Of(use.Arguments).Where((word, at) => at == 0 || word is not ("true" or "false")).ToList();
        var title = words.Count > 1 ? string.Join(' ', words.Skip(1)) : null;
        return Find(use, context) is { } post
            ? $"<a href=\"{HtmlText.EscapeAttribute(SiteUrls.Normalize(post.Path))}\">{HtmlText.Escape(title ?? post.Title)}</a>"
            : HtmlText.Escape(title ?? "");
    }

    private static PostTarget? Find(TagUse use, TemplateContext context)
    {
        var expansion = LiquidExpansion.Of(context);
        if (LiquidReferences.Of(use.Name, use.Arguments) is { } reference && expansion.Post.Posts.TryGetValue(reference, out var post))
        {
            return post;
        }

        expansion.Warn("liquid-post-not-found", $"The tag {{% {use.Name} {use.Arguments} %}} names no published post of this source, so its address was left out. Correct the name.");
        return null;
    }

    // A post's own folder of files is served below the post's address.
    private static string AssetPath(string name, TemplateContext context)
    {
        var path = LiquidExpansion.Of(context).Post.Page["url"]?.ToString() ?? "";
        return SiteUrls.Normalize(path[..(path.LastIndexOf('/') + 1)] + name);
    }

    private static string AssetImage(TagUse use, string body, TemplateContext context)
    {
        var words = Words.Of(use.Arguments);
        var name = words.FirstOrDefault(word => word.Contains('.', StringComparison.Ordinal)) ?? "";
        return name.Length == 0 ? "" : OctopressTags.Image(use.Arguments.Replace(name, AssetPath(name, context), StringComparison.Ordinal));
    }

    private static string AssetLink(TagUse use, string body, TemplateContext context)
    {
        var words = Words.Of(use.Arguments);
        return words.Count == 0 ? "" : $"<a href=\"{HtmlText.EscapeAttribute(AssetPath(words[0], context))}\">{HtmlText.Escape(words.Count > 1 ? string.Join(' ', words.Skip(1)) : words[0])}</a>";
    }

    /// <summary><c>text address [external] [title]</c></summary>
    private static string Link(TagUse use, string body, TemplateContext context)
    {
        var words = Words.Of(use.Arguments);
        var at = words.Index().FirstOrDefault(word => word.Item.Contains("://", StringComparison.Ordinal) || word.Item.StartsWith('/'), (Index: -1, Item: "")).Index;
        return at < 0
            ? HtmlText.Escape(use.Arguments)
            : $"<a href=\"{HtmlText.EscapeAttribute(words[at])}\">{HtmlText.Escape(at == 0 ? words[0] : string.Join(' ', words.Take(at)))}</a>";
    }
}
