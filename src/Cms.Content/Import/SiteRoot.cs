namespace Cms.Content.Import;

/// <summary>Finds the blog that a file or folder below <c>_posts</c> or <c>_drafts</c> belongs to.</summary>
internal static class SiteRoot
{
    // How far above the folder of posts its configuration is looked for: 'source/_posts', 'docs/de/_posts'.
    private const int Climb = 4;

    /// <summary>The folder with the configuration, else the one that holds the folder of posts; null for a path that is below none.</summary>
    public static string? Of(string path)
    {
        string? posts = null;
        for (var folder = path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            posts = Path.GetFileName(folder) is "_posts" or "_drafts" ? folder : posts;
        }

        var holder = Path.GetDirectoryName(posts);
        var configured = holder;
        for (var climbed = 0; configured is not null && climbed < Climb; climbed++)
        {
            if (File.Exists(Path.Combine(configured, "_config.yml")) || File.Exists(Path.Combine(configured, "_config.yaml")))
            {
                return configured;
            }

            configured = Path.GetDirectoryName(configured);
        }

        return holder;
    }

    /// <summary>The path within the root, with forward slashes.</summary>
    public static string Within(string root, string path) => Path.GetRelativePath(root, path).Replace(Path.DirectorySeparatorChar, '/');
}
