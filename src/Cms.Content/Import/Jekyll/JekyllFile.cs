namespace Cms.Content.Import.Jekyll;

/// <summary>A file in a folder of posts.</summary>
/// <param name="Base">What lies between the folder that is imported and the site's own (<c>source/</c> in Octopress); mostly empty.</param>
/// <param name="SitePath">Path within the site, with forward slashes: the one that the configuration's patterns mean.</param>
/// <param name="IsDraft">Whether it is in <c>_drafts</c>.</param>
internal sealed record JekyllFile(string Base, string SitePath, bool IsDraft, ImportWarning? Problem = null, bool IsIgnored = false)
    : SiteFile(Base + SitePath, Problem, IsIgnored)
{
    public const string Posts = "_posts";
    public const string Drafts = "_drafts";

    /// <summary>The folders above <c>_posts</c>.</summary>
    public IEnumerable<string> Folders => SitePath.Split('/').TakeWhile(part => part != Marker);

    /// <summary>The path below <c>_posts</c>.</summary>
    public string PathBelow => SitePath[(SitePath.IndexOf($"/{Marker}/", StringComparison.Ordinal) is >= 0 and var at ? at + Marker.Length + 2 : Marker.Length + 1)..];

    /// <summary>What <c>:path</c> stands for: the path without <c>_posts</c>, extension and dots at its end.</summary>
    public string PathInPermalink
    {
        get
        {
            var path = MarkdownNames.WithoutExtension(SitePath).TrimEnd('.');
            var at = path.IndexOf(Marker, StringComparison.Ordinal);
            return path.Remove(at, Marker.Length);
        }
    }

    private string Marker => IsDraft ? Drafts : Posts;
}
