using System.Text.RegularExpressions;

namespace Cms.Content.Import.Jekyll;

/// <summary>An entry of the configuration's <c>exclude</c> or <c>include</c>: a pattern, or the start of a path; <c>vendor/</c> is the folder <c>vendor</c>, too.</summary>
internal sealed class ListedPath
{
    private readonly string listed;
    private readonly Regex? pattern;

    public ListedPath(string entry)
    {
        listed = entry.StartsWith("./", StringComparison.Ordinal) ? entry[2..] : entry.TrimStart('/');
        pattern = listed.AsSpan().ContainsAny("*?[\\") ? Globs.Fnmatch(listed) : null;
    }

    public bool Matches(string path, bool isFolder) => listed.Length > 0
        && (path.StartsWith(listed, StringComparison.Ordinal)
            || (isFolder && listed.Length == path.Length + 1 && listed[^1] == '/' && listed[..^1] == path)
            || pattern?.IsMatch(path) == true);
}
