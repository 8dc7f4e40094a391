using System.Text;

namespace Cms.Content.Posts;

/// <summary>What the store's indexes can hold: a B-tree entry of PostgreSQL has some 2,700 bytes, and an address or a name that long was not meant.</summary>
public static class PostLimits
{
    /// <summary>The bytes that a source's name may have.</summary>
    public const int MaximumSourceName = MaximumName;

    private const int MaximumPath = 2000;
    private const int MaximumName = 500;

    /// <exception cref="ContentException"><see cref="ContentError.TooLong"/>, naming the first property that is.</exception>
    internal static void Check(PostToImport post)
    {
        Check("file's path", post.Origin.File, MaximumPath);
        Check(post.Content);
    }

    /// <exception cref="ContentException"><see cref="ContentError.TooLong"/>.</exception>
    internal static void CheckSourceName(string name) => Check("source's name", name, MaximumName);

    /// <exception cref="ContentException"><see cref="ContentError.TooLong"/>.</exception>
    internal static void CheckPath(string path) => Check("path", path, MaximumPath);

    private static void Check(PostContent content)
    {
        Check("path", content.Path, MaximumPath);
        Check("slug", content.Slug, MaximumPath);
        Check("language", content.Language, MaximumName);
        Check("translation key", content.TranslationKey, MaximumPath);
        CheckAll("old path", content.RedirectFrom, MaximumPath);
        CheckAll("tag", content.Tags, MaximumName);
        CheckAll("category", content.Categories, MaximumName);
        CheckAll("keyword", content.Keywords, MaximumName);
        CheckAll("author's name", content.Authors.Select(author => author.Name), MaximumName);
    }

    private static void CheckAll(string property, IEnumerable<string> values, int maximum)
    {
        foreach (var value in values)
        {
            Check(property, value, maximum);
        }
    }

    private static void Check(string property, string? value, int maximum)
    {
        if (value is not null && Encoding.UTF8.GetByteCount(value) > maximum)
        {
            throw new ContentException(new ContentError.TooLong(property, maximum));
        }
    }
}
