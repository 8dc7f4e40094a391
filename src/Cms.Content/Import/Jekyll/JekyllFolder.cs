using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Cms.Content.Import;

/// <summary>A file that may be a post.</summary>
/// <param name="Base">What lies between the folder that is imported and the site's own (<c>source/</c> in Octopress); mostly empty.</param>
/// <param name="SitePath">Path within the site, with forward slashes: the one that the configuration's patterns mean.</param>
/// <param name="FullPath">Where it is on this machine.</param>
/// <param name="IsDraft">Whether it is in <c>_drafts</c>.</param>
/// <param name="Problem">Why it is none, or cannot be read; null for a post.</param>
/// <param name="IsIgnored">Whether Jekyll would pass over it, too; then <paramref name="Problem"/> says why.</param>
internal sealed record SiteFile(string Base, string SitePath, string FullPath, bool IsDraft, ImportWarning? Problem = null, bool IsIgnored = false)
{
    /// <summary>Path within the folder that is imported, with forward slashes.</summary>
    public string File => Base + SitePath;

    /// <summary>The folders above <c>_posts</c>.</summary>
    public IEnumerable<string> Folders => SitePath.Split('/').TakeWhile(part => part != Marker);

    /// <summary>The path below <c>_posts</c>.</summary>
    public string PathBelow => SitePath[(SitePath.IndexOf($"/{Marker}/", StringComparison.Ordinal) is >= 0 and var at ? at + Marker.Length + 2 : Marker.Length + 1)..];

    private string Marker => IsDraft ? JekyllFolder.Drafts : JekyllFolder.Posts;
}

/// <summary>Finds a site's posts: <c>_posts</c> and <c>_drafts</c> at any level, except where Jekyll does not look either.</summary>
/// <remarks>Never follows a symbolic link: one that leads out of the folder would publish somebody else's files.</remarks>
internal sealed partial class JekyllFolder(string folder, JekyllConfiguration configuration)
{
    public const string Posts = "_posts";
    public const string Drafts = "_drafts";

    private readonly string _root = Path.Combine(folder, configuration.Base);
    private readonly List<SiteFile> _files = [];

    /// <summary>Whether there was a folder for posts or drafts at all.</summary>
    public bool HasPostsFolder { get; private set; }

    /// <summary>All files in the folders for posts, in the order of their paths.</summary>
    public IReadOnlyList<SiteFile> Find()
    {
        _files.Clear();
        var folders = new Stack<string>([""]);
        while (folders.TryPop(out var parent))
        {
            foreach (var entry in Entries(parent, isDraft: false))
            {
                if (entry is not DirectoryInfo)
                {
                    continue;
                }

                var path = Join(parent, entry.Name);
                var holdsPosts = entry.Name is Posts or Drafts;
                if (IsLink(entry))
                {
                    if (holdsPosts)
                    {
                        _files.Add(Link(new(configuration.Base, path, entry.FullName, entry.Name == Drafts)));
                    }
                }
                else if (holdsPosts)
                {
                    HasPostsFolder = true;
                    Collect(path, isDraft: entry.Name == Drafts);
                }
                else if (WhyIgnored(path, entry.Name) is null)
                {
                    folders.Push(path);
                }
            }
        }

        _files.Sort((one, other) => string.CompareOrdinal(one.File, other.File));
        return _files;
    }

    private void Collect(string postsFolder, bool isDraft)
    {
        var folders = new Stack<string>([postsFolder]);
        while (folders.TryPop(out var parent))
        {
            foreach (var entry in Entries(parent, isDraft))
            {
                var file = new SiteFile(configuration.Base, Join(parent, entry.Name), entry.FullName, isDraft);
                var below = file.SitePath[(postsFolder.Length + 1)..];
                if (IsLink(entry))
                {
                    _files.Add(Link(file));
                }
                else if (entry is not DirectoryInfo)
                {
                    _files.Add(Judge(file, below));
                }
                else if (!entry.Name.StartsWith('.') && WhyIgnored(file.SitePath, below) is null)
                {
                    folders.Push(file.SitePath);
                    if (IsMarkdown(entry.Name) && (isDraft || DatedName.IsMatch(entry.Name)))
                    {
                        _files.Add(file with { Problem = new(null, "is-folder", "This is a folder with the name of a post. What is in it was read by itself.") });
                    }
                }
            }
        }
    }

    private SiteFile Judge(SiteFile file, string below)
    {
        var name = below[(below.LastIndexOf('/') + 1)..];
        return WhyIgnored(file.SitePath, below) is { } reason ? Ignored(file, "excluded", reason)
            : !file.IsDraft && !DatedName.IsMatch(name) ? Ignored(file, "no-date-in-name", "A post's file name starts with its day, like '2020-01-31-name.md'.")
            : !IsMarkdown(name) ? Ignored(file, "not-markdown", "The file's extension is none of Markdown.")
            : file;
    }

    private bool IsMarkdown(string name)
    {
        var extension = Path.GetExtension(name);
        return extension == ".html" || configuration.MarkdownExtensions.Contains(extension, StringComparer.OrdinalIgnoreCase);
    }

    // Jekyll's EntryFilter, in its order.
    private string? WhyIgnored(string path, string entry)
    {
        var name = entry[(entry.LastIndexOf('/') + 1)..];
        if (name.EndsWith('.'))
        {
            return "The name ends with a dot.";
        }

        if (configuration.Include.Any(pattern => IsListed(pattern, path)))
        {
            return null;
        }

        if (configuration.Exclude.Any(pattern => IsListed(pattern, path)))
        {
            return "The configuration excludes it.";
        }

        return IsSpecial(entry) || IsSpecial(name) ? $"Jekyll passes over names that start with '{(IsSpecial(name) ? name : entry)[0]}'."
            : name.EndsWith('~') ? "The name ends with '~', as an editor's backup does."
            : null;
    }

    private static bool IsSpecial(string name) => name.Length > 0 && name[0] is '.' or '_' or '#' or '~';

    // An entry of exclude is a pattern, or the start of a path; 'vendor/' is the folder 'vendor', too.
    private static bool IsListed(string pattern, string path)
    {
        var listed = pattern.StartsWith("./", StringComparison.Ordinal) ? pattern[2..] : pattern.TrimStart('/');
        return listed.Length > 0
            && (path.StartsWith(listed, StringComparison.Ordinal)
                || listed == $"{path}/"
                || FileSystemName.MatchesSimpleExpression(listed, path, ignoreCase: false));
    }

    private FileSystemInfo[] Entries(string path, bool isDraft)
    {
        var directory = new DirectoryInfo(Path.Combine(_root, path));
        try
        {
            return directory.GetFileSystemInfos();
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            _files.Add(new(configuration.Base, path, directory.FullName, isDraft, new(null, "unreadable", "The folder cannot be read. Check who may read it.")));
            return [];
        }
    }

    private static SiteFile Link(SiteFile file) => Ignored(file, "symbolic-link", "Symbolic links are not followed. Put there what it leads to.");

    private static SiteFile Ignored(SiteFile file, string code, string reason) => file with { Problem = new(null, code, reason), IsIgnored = true };

    public static bool IsLink(FileSystemInfo entry) => entry.LinkTarget is not null;

    private static string Join(string parent, string name) => parent.Length == 0 ? name : $"{parent}/{name}";

    [GeneratedRegex(@"^[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2}-.*\.[^.]+\z", RegexOptions.NonBacktracking | RegexOptions.Singleline)]
    private static partial Regex DatedName { get; }
}
