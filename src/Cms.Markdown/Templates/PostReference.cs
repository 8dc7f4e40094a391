using Cms.Markdown.Liquid;
using Cms.Markdown.Shortcodes;

namespace Cms.Markdown.Templates;

/// <summary>A post that another names by its file: <c>post_url</c>, <c>link</c>, <c>post_link</c>, <c>ref</c>.</summary>
/// <param name="Text">The name as it is written.</param>
/// <param name="Rule">How it is meant.</param>
public readonly record struct PostReference(string Text, PostReferenceRule Rule)
{
    // More than any post holds, few enough for one statement.
    private const int MostInText = 200;

    /// <summary>The name that <see cref="NameOf"/> gives the file that is meant.</summary>
    public string Name => NameOf(Rule == PostReferenceRule.File || HasEnding(Text) ? Text.TrimStart('/') : Text.Trim('/') + ".md");

    /// <summary>What a post's file is looked up by: its name without folders and ending; of <c>name/index.md</c> the folder's.</summary>
    public static string NameOf(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var name = file[(file.LastIndexOf('/') + 1)..];
        var dot = name.LastIndexOf('.');
        var stem = dot > 0 ? name[..dot] : name;
        return stem is not ("index" or "_index") || file.Length == name.Length ? stem : NameOf(file[..^(name.Length + 1)] + ".md");
    }

    /// <summary>All that a text names, each once; those in files that it includes are not found.</summary>
    public static IReadOnlyCollection<PostReference> In(string text, TemplateLanguage language)
    {
        ArgumentNullException.ThrowIfNull(text);
        return language switch
        {
            TemplateLanguage.Jekyll or TemplateLanguage.Octopress or TemplateLanguage.Hexo when text.Contains("{%", StringComparison.Ordinal) =>
                [.. LiquidReferences.In(text).Distinct().Take(MostInText)],
            TemplateLanguage.Hugo when text.Contains("{{", StringComparison.Ordinal) || text.Contains(ContentLinks.Start, StringComparison.Ordinal) =>
                [.. HugoShortcodes.ReferencesIn(text).Concat(ContentLinks.ReferencesIn(text)).Distinct().Take(MostInText)],
            _ => [],
        };
    }

    /// <summary>Whether a file, by its path within the site, is the one that is meant.</summary>
    public bool Means(string file)
    {
        ArgumentNullException.ThrowIfNull(file);
        var wanted = Text.Trim('/');
        switch (Rule)
        {
            case PostReferenceRule.File:
                return file == wanted || file.EndsWith("/" + wanted, StringComparison.Ordinal);
            case PostReferenceRule.PostName:
                // The folders of the name lie above or below _posts.
                var slash = wanted.LastIndexOf('/');
                var folders = wanted[..(slash + 1)];
                var parent = file[..(file.LastIndexOf('/') + 1)];
                return NameOf(file) == Name
                    && (EndsWithFolders(parent, $"_posts/{folders}") || EndsWithFolders(parent, $"{folders}_posts/"));
            default:
                var stem = WithoutEnding(file);
                return NameOf(file) == Name && (stem == WithoutEnding(wanted) || stem.EndsWith("/" + WithoutEnding(wanted), StringComparison.Ordinal));
        }
    }

    private static bool EndsWithFolders(string parent, string folders) => parent == folders || parent.EndsWith("/" + folders, StringComparison.Ordinal);

    // A version number in a name is no ending.
    private static bool HasEnding(string file) => file.EndsWith(".md", StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(".markdown", StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(".html", StringComparison.OrdinalIgnoreCase)
        || file.EndsWith(".mdx", StringComparison.OrdinalIgnoreCase);

    private static string WithoutEnding(string file)
    {
        var slash = file.LastIndexOf('/');
        var dot = HasEnding(file) ? file.LastIndexOf('.') : -1;
        var stem = dot > slash + 1 ? file[..dot] : file;
        return stem.EndsWith("/index", StringComparison.Ordinal) ? stem[..^"/index".Length] : stem;
    }
}

/// <summary>How a reference is meant.</summary>
public enum PostReferenceRule
{
    /// <summary>Jekyll's <c>post_url</c>: the file's name without its ending, folders in front of it where it is not unique.</summary>
    PostName,

    /// <summary>Jekyll's <c>link</c>: the file's path from the site's root.</summary>
    File,

    /// <summary>Hexo's <c>post_link</c> and Hugo's <c>ref</c>: the end of the file's path, with or without its ending.</summary>
    PathEnd,
}
