namespace Cms.Content.Posts;

/// <summary>What no path has, whoever writes it: that of a post, or what stands before those of a source.</summary>
internal static class PathRules
{
    /// <summary>Why a text is no path; null where it may be one.</summary>
    /// <param name="slashesAtEnds">Whether any number of slashes may stand at its ends.</param>
    public static string? RefusalOf(string path, bool slashesAtEnds = false) =>
        Permalink.NotOfPaths(path) is not null ? "A path has no query, no fragment and no backslash."
        : path.Split('/').Any(part => part is "." or "..") ? "A path has no '.' and no '..' between its slashes."
        : (slashesAtEnds ? path.Trim('/') : path).Contains("//", StringComparison.Ordinal) ? "A path has no two slashes in a row."
        : path != path.Trim() ? "A path has no blanks at its ends."
        : null;
}
