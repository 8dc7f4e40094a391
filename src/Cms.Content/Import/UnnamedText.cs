using System.Security.Cryptography;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>A text that comes without a name, from standard input or in a request's body.</summary>
public static class UnnamedText
{
    /// <summary>The name that it is known again by: its slug, its title or, without either, its bytes.</summary>
    public static string NameOf(byte[] bytes)
    {
        var frontMatter = MarkdownFile.Parse(bytes).FrontMatter;
        var name = SlugRules.Slug(frontMatter.TextOf("slug") ?? frontMatter.TextOf("title") ?? "");
        return $"{(name.Length > 0 ? name : Convert.ToHexStringLower(SHA256.HashData(bytes)[..6]))}.md";
    }
}
