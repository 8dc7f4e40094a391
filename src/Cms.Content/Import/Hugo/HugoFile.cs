namespace Cms.Content.Import.Hugo;

/// <summary>A page's file.</summary>
/// <param name="File">Path within what is imported.</param>
/// <param name="Page">The page's path within its content folder, without extension, language and, for a bundle, <c>index</c>.</param>
/// <param name="Language">The language that folder or name give it.</param>
internal sealed record HugoFile(string File, string Page, string Language, ImportWarning? Problem = null, bool IsIgnored = false) : SiteFile(File, Problem, IsIgnored)
{
    /// <summary>The folder right below the content folder; empty for a page at its top.</summary>
    public string Section => Page.IndexOf('/', StringComparison.Ordinal) is > 0 and var slash ? Page[..slash] : "";

    /// <summary>The page's own part of its path: the file's name, of a bundle the folder's.</summary>
    public string BaseName => Page[(Page.LastIndexOf('/') + 1)..];

    /// <summary>The folders that the page is in.</summary>
    public string Sections => Page[..Math.Max(0, Page.LastIndexOf('/'))];
}
