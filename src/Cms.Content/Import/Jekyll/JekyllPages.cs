using Cms.Content.Import.Trees;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Jekyll;

/// <summary>Pages are no posts and are not taken in, but posts lead to them by their files' names, and a page may say itself where it is.</summary>
internal static class JekyllPages
{
    private const int MostPages = 2_000;
    private const int LongestFrontMatter = 64 * 1024;

    /// <param name="root">The site's own folder within the tree, with a closing slash; empty for the top.</param>
    /// <returns>By the page's path within the site. A page that does not say its address, or cannot be read, is left out.</returns>
    public static IReadOnlyDictionary<string, string> AddressesOf(FileTree tree, string root, IEnumerable<SiteFile> pages)
    {
        var addresses = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var page in pages.Take(MostPages))
        {
            var path = page.File[root.Length..];
            if (tree.TryRead(page.File, out var bytes, out _) && AddressOf(path, bytes) is { } address)
            {
                addresses[path] = address;
            }
        }

        return addresses;
    }

    private static string? AddressOf(string path, byte[] bytes)
    {
        var start = bytes.Length > LongestFrontMatter ? bytes[..LongestFrontMatter] : bytes;
        if (start.AsSpan().IndexOf("permalink"u8) < 0)
        {
            return null;
        }

        var markdown = MarkdownFile.Parse(start, FrontMatterEnvelopes.Jekyll);
        return markdown.Refusal is null && markdown.FrontMatter.TextOf("permalink") is { } permalink && !string.IsNullOrWhiteSpace(permalink)
            ? Permalink.Clean(permalink
                .Replace(":path", path[..(path.LastIndexOf('/') + 1)], StringComparison.Ordinal)
                .Replace(":basename", Path.GetFileNameWithoutExtension(path), StringComparison.Ordinal)
                .Replace(":output_ext", ".html", StringComparison.Ordinal))
            : null;
    }
}
