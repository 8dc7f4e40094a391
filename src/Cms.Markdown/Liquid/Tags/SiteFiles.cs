namespace Cms.Markdown.Liquid;

/// <summary>Where Jekyll puts the files of a site that are no posts: pages, and files that it copies as they are.</summary>
internal static class SiteFiles
{
    private static readonly string[] PageEndings = [".md", ".markdown", ".mkdown", ".mkdn", ".mkd", ".html", ".htm"];

    public static bool IsPage(string file) => PageEndings.Any(ending => file.EndsWith(ending, StringComparison.OrdinalIgnoreCase));

    /// <param name="file">The file's path from the site's root.</param>
    /// <param name="permalink">The site's style or pattern.</param>
    /// <returns>The address within the site, null for what Jekyll puts nowhere: a folder, or what lies in one of its own folders, as drafts do.</returns>
    public static string? AddressOf(string file, string permalink)
    {
        var path = "/" + file.Trim().TrimStart('/');
        if (Path.GetExtension(path).Length < 2 || path.Contains("/_", StringComparison.Ordinal))
        {
            return null;
        }

        if (!IsPage(path))
        {
            return path;
        }

        var stem = path[..path.LastIndexOf('.')];
        if (stem.EndsWith("/index", StringComparison.Ordinal))
        {
            return stem[..^"index".Length];
        }

        return permalink switch
        {
            "" or "date" or "ordinal" or "none" => stem + ".html",
            "pretty" => stem + "/",
            _ when permalink.EndsWith('/') => stem + "/",
            _ when permalink.EndsWith(":output_ext", StringComparison.Ordinal) => stem + ".html",
            _ => stem,
        };
    }
}
