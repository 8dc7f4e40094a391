using System.Text;
using System.Text.RegularExpressions;
using Cms.Content.Sources;

namespace Cms.Content.Export.Files;

/// <summary>The pages that a source's posts lead to by their files' names. Without a file Jekyll would stop, and an import would not know where they are; of their text nothing is kept.</summary>
/// <param name="files">The files of the source that are no posts.</param>
internal sealed partial class LinkedPages(SourceDefinition source, IReadOnlyDictionary<string, byte[]> files)
{
    private readonly SortedSet<string> linked = new(StringComparer.Ordinal);

    /// <summary>Looks for links in a post that is written.</summary>
    public void Note(string markdown)
    {
        if (source.Pages.Count == 0)
        {
            return;
        }

        foreach (Match link in Link.Matches(markdown))
        {
            var path = link.Groups["path"].Value.TrimStart('/');
            if (source.Pages.ContainsKey(path))
            {
                linked.Add(path);
            }
        }
    }

    /// <summary>A file for each that says its address and no more, by its path within the source.</summary>
    public IEnumerable<(string File, byte[] Bytes)> Files()
    {
        if (linked.Count == 0)
        {
            yield break;
        }

        var root = SourceFiles.RootOf(source, files);
        foreach (var path in linked)
        {
            var address = source.Pages[path].Replace("'", "''", StringComparison.Ordinal);
            yield return (root + path, Encoding.UTF8.GetBytes($"---\npermalink: '{address}'\n---\n"));
        }
    }

    [GeneratedRegex(@"\{%-?\s*link\s+(?<path>[^\s%{}]+)\s*-?%\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Link { get; }
}
