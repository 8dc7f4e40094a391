namespace Cms.Content.Import;

/// <summary>A file that may be a post.</summary>
/// <param name="File">Path within what is imported, with forward slashes.</param>
/// <param name="Problem">Why it is none, or cannot be read; null for a post.</param>
/// <param name="IsIgnored">Whether its generator would pass over it, too; then <paramref name="Problem"/> says why.</param>
internal record SiteFile(string File, ImportWarning? Problem = null, bool IsIgnored = false)
{
    /// <summary>The last part of the path.</summary>
    public string Name => File[(File.LastIndexOf('/') + 1)..];

    /// <summary>The folder that it is in, without a closing slash; empty for the top.</summary>
    public string Folder => File[..Math.Max(0, File.LastIndexOf('/'))];

    /// <summary>With its dot; empty without one.</summary>
    public string Extension => Path.GetExtension(File);

    public SiteFile Ignored(string code, string reason) => this with { Problem = new(null, code, reason), IsIgnored = true };

    public SiteFile Refused(string code, string reason) => this with { Problem = new(null, code, reason) };
}
