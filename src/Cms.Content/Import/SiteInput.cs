using Cms.Content.Import.Trees;
using Cms.Content.Sources;

namespace Cms.Content.Import;

/// <summary>What a request names, opened.</summary>
/// <param name="Tree">The files.</param>
/// <param name="Prefix">What stands before every path; empty, or with a leading and no closing slash.</param>
/// <param name="IsWhole">Whether a folder or archive was named, rather than single files.</param>
/// <param name="Only">Which files were named, by their path in the tree; null for all.</param>
internal sealed record SiteInput(FileTree Tree, string Prefix, bool IsWhole, Func<string, bool>? Only = null)
{
    /// <exception cref="ImportException">There is nothing there, or an archive is refused as a whole.</exception>
    public static SiteInput Of(ImportRequest request)
    {
        var prefix = PrefixOf(request);
        if (request.Contents is { } contents)
        {
            return OfContents(request, contents, prefix);
        }

        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.Path));
        if (request.Files.Count > 0)
        {
            return OfFiles([path, .. request.Files.Select(Path.GetFullPath)], request.From, prefix);
        }

        if (Directory.Exists(path))
        {
            if (SiteRoot.Of(path) is { } root && root != path)
            {
                var folder = $"{SiteRoot.Within(root, path)}/";
                return new(new FolderTree(root), prefix, IsWhole: false, file => file.StartsWith(folder, StringComparison.Ordinal));
            }

            return new(new FolderTree(path), prefix, IsWhole: true);
        }

        if (!File.Exists(path))
        {
            throw new ImportException($"There is no file or folder '{path}'. Name the folder of a blog, a zip of one, or Markdown files.");
        }

        return Archives.TryOpen(path) is { } archive ? new(archive, prefix, IsWhole: true) : OfFiles([path], request.From, prefix);
    }

    /// <summary>With a leading and no closing slash; empty for none.</summary>
    public static string PrefixOf(ImportRequest request) => PathPrefix.Of(request.Prefix);

    private static SiteInput OfContents(ImportRequest request, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> contents, string prefix)
    {
        if (contents.Count == 1 && Archives.TryOpen(contents.First().Key, contents.First().Value) is { } archive)
        {
            return new(archive, prefix, IsWhole: true);
        }

        return new(new MemoryTree(request.Path is "-" or "" ? "stdin" : request.Path, contents), prefix, IsWhole: false);
    }

    // A file below '_posts' is read as what it is there, with its site's configuration.
    private static SiteInput OfFiles(string[] files, Generator? from, string prefix)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            throw new ImportException(Directory.Exists(missing)
                ? $"'{missing}' is a folder. Name one folder alone, or files alone."
                : $"There is no file '{missing}'. Name Markdown files that are there.");
        }

        var roots = files.Select(SiteRoot.Of).Distinct(StringComparer.Ordinal).ToArray();
        if (roots is [{ } root] && from is not (Generator.Hugo or Generator.Eleventy or Generator.Gatsby or Generator.Markdown))
        {
            var only = files.Select(file => SiteRoot.Within(root, file)).ToHashSet(StringComparer.Ordinal);
            return new(new FolderTree(root), prefix, IsWhole: false, only.Contains);
        }

        return new(new LooseTree(files), prefix, IsWhole: false);
    }
}
