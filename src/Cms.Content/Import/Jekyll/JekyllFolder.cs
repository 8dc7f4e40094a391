using System.Text.RegularExpressions;
using Cms.Content.Import.Trees;

namespace Cms.Content.Import.Jekyll;

/// <summary>Finds a site's posts: <c>_posts</c> and <c>_drafts</c> at any level, except where Jekyll does not look either.</summary>
internal sealed partial class JekyllFolder(FileTree tree, JekyllConfiguration configuration)
{
    private readonly List<SiteFile> foldersLikePosts = [];

    /// <summary>Whether there was a folder for posts or drafts at all.</summary>
    public bool HasPostsFolder { get; private set; }

    /// <summary>What Jekyll makes a page of, once <see cref="Find"/> has looked.</summary>
    public IReadOnlyList<SiteFile> Pages { get; private set; } = [];

    /// <summary>All files in the folders for posts, in the order of their paths.</summary>
    public IReadOnlyList<SiteFile> Find()
    {
        var found = TreeWalk.Files(tree, configuration.Base.TrimEnd('/'), folder => Enters(InSite(folder)));
        Pages = [.. found.Where(IsPage)];
        return [.. found.Select(Judge).OfType<SiteFile>().Concat(foldersLikePosts).OrderBy(file => file.File, StringComparer.Ordinal)];
    }

    private string InSite(string path) => path.Length > configuration.Base.Length ? path[configuration.Base.Length..] : "";

    private bool Enters(string folder)
    {
        var name = folder[(folder.LastIndexOf('/') + 1)..];
        if (MarkerIn(ParentOf(folder)) is not { } marker)
        {
            var holdsPosts = name is JekyllFile.Posts or JekyllFile.Drafts;
            HasPostsFolder |= holdsPosts;
            return holdsPosts || WhyIgnored(folder, name, isFolder: true) is null;
        }

        // Below a folder of posts only the files are judged, by the whole of their paths.
        if (name.StartsWith('.'))
        {
            return false;
        }

        if (IsMarkdown(name) && (marker == JekyllFile.Drafts || DatedName.IsMatch(name)))
        {
            foldersLikePosts.Add(new JekyllFile(configuration.Base, folder, marker == JekyllFile.Drafts)
                .Refused("is-folder", "This is a folder with the name of a post. What is in it was read by itself."));
        }

        return true;
    }

    private bool IsPage(SiteFile file) => file.Problem is null && IsMarkdown(file.Name)
        && MarkerIn(ParentOf(InSite(file.File))) is null && WhyIgnored(InSite(file.File), file.Name, isFolder: false) is null;

    // Null for what does not lie among posts.
    private SiteFile? Judge(SiteFile found)
    {
        var path = InSite(found.File);
        var isLinkToFolder = found.Name is JekyllFile.Posts or JekyllFile.Drafts;
        var marker = MarkerIn(ParentOf(path)) ?? (isLinkToFolder ? found.Name : null);
        if (found.Problem?.Code == "unreadable" && marker is null)
        {
            return found;
        }

        if (marker is null)
        {
            return null;
        }

        var file = new JekyllFile(configuration.Base, path, marker == JekyllFile.Drafts, found.Problem, found.IsIgnored);
        return file.Problem is not null ? file : Judge(file, Below(path, marker));
    }

    private SiteFile Judge(JekyllFile file, string below)
    {
        return WhyIgnored(file.SitePath, below, isFolder: false) is { } reason ? file.Ignored("excluded", reason)
            : !file.IsDraft && !DatedName.IsMatch(file.Name) ? file.Ignored("no-date-in-name", "A post's file name starts with its day, like '2020-01-31-name.md'.")
            : !IsMarkdown(file.Name) ? file.Ignored("not-markdown",
                $"The extension '{file.Extension}' is none of Markdown or HTML. Jekyll publishes such a file as it stands, unless a plugin converts it. Write it in Markdown.")
            : file;
    }

    private bool IsMarkdown(string name)
    {
        var extension = Path.GetExtension(name);
        return extension is ".html" or ".htm" || configuration.MarkdownExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
    }

    // Jekyll's EntryFilter, in its order.
    private string? WhyIgnored(string path, string entry, bool isFolder)
    {
        var name = entry[(entry.LastIndexOf('/') + 1)..];
        if (name.EndsWith('.'))
        {
            return "The name ends with a dot.";
        }

        // Jekyll looks for what is included by the path below the folder that it reads, and for what is excluded by the whole path.
        if (configuration.Include.Any(pattern => pattern.Matches(entry, isFolder) || pattern.Matches(name, isFolder)))
        {
            return null;
        }

        if (configuration.Exclude.Any(pattern => pattern.Matches(path, isFolder)))
        {
            return "The configuration excludes it.";
        }

        return IsSpecial(entry) || IsSpecial(name) ? $"Jekyll passes over names that start with '{(IsSpecial(name) ? name : entry)[0]}'."
            : name.EndsWith('~') ? "The name ends with '~', as an editor's backup does."
            : null;
    }

    private static bool IsSpecial(string name) => name.Length > 0 && name[0] is '.' or '_' or '#' or '~';

    private static string ParentOf(string path) => path[..Math.Max(0, path.LastIndexOf('/'))];

    // The first folder for posts that a path passes through.
    private static string? MarkerIn(string folder) => Array.Find(folder.Split('/'), part => part is JekyllFile.Posts or JekyllFile.Drafts);

    private static string Below(string path, string marker) =>
        path == marker || path.EndsWith($"/{marker}", StringComparison.Ordinal) ? marker
        : path.StartsWith($"{marker}/", StringComparison.Ordinal) ? path[(marker.Length + 1)..]
        : path[(path.IndexOf($"/{marker}/", StringComparison.Ordinal) + marker.Length + 2)..];

    [GeneratedRegex(@"^[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2}-.*\.[^.]+\z", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex DatedName { get; }
}
