using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Cms.Content.Import;
using Cms.Content.Import.Jekyll;
using Cms.Content.Posts;
using Cms.Content.Sources;

namespace Cms.Content.Export.Files;

/// <summary>Names the files of one source: as they were called, and as Jekyll calls posts where they are new. No two are the same.</summary>
internal sealed class FileNames
{
    // A file system's own bound is 255 bytes for a name; the day, a number and an ending come along.
    private const int LongestSlug = 180;

    // Where a file system does not tell A from a, one would replace the other.
    private static readonly bool IgnoresCase = OperatingSystem.IsWindows() || OperatingSystem.IsMacOS();

    // Hashes, because the names of a million posts would be most of what an export holds.
    private readonly HashSet<UInt128> taken = [];

    /// <summary>A name that no other file of the source has.</summary>
    public string Take(Post post, bool isAsImported, Generator generator)
    {
        var wanted = post.Origin is { } origin ? isAsImported ? origin.File : OfImported(post, origin.File, generator) : OfOwn(post);
        var name = wanted;
        for (var number = 2; !taken.Add(KeyOf(name)); number++)
        {
            var ending = Path.GetExtension(wanted);
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted[..^ending.Length]}-{number}{ending}");
        }

        return name;
    }

    /// <summary>The name is another file's already, which is no post.</summary>
    public void Reserve(string name) => taken.Add(KeyOf(name));

    // What lies among drafts is none any more once it is out.
    private static string OfImported(Post post, string file, Generator generator)
    {
        var folders = file.Split('/');
        var at = Array.IndexOf(folders, JekyllFile.Drafts);
        if (at < 0 || at == folders.Length - 1 || post.Status is not (PostStatus.Published or PostStatus.Scheduled) || generator is not (Generator.Jekyll or Generator.Octopress or Generator.Hexo))
        {
            return file;
        }

        folders[at] = JekyllFile.Posts;
        var isDated = generator == Generator.Hexo || MarkdownNames.Dated(folders[^1]).Day is not null;
        folders[^1] = isDated ? folders[^1] : $"{DayOf(post)}-{folders[^1]}";
        return string.Join('/', folders);
    }

    private static string OfOwn(Post post)
    {
        var ending = post.Content.Markup == Markup.Html ? ".html" : ".md";
        var slug = Shortened(post.Content.Slug, LongestSlug).TrimEnd('-');
        var isDraft = post.Status == PostStatus.Draft || (post.Status == PostStatus.Archived && post.Content.PublishedAt is null);
        return isDraft ? $"{JekyllFile.Drafts}/{slug}{ending}" : $"{JekyllFile.Posts}/{DayOf(post)}-{slug}{ending}";
    }

    private static string DayOf(Post post) =>
        (post.Content.PublishedOn ?? DateOnly.FromDateTime((post.Content.PublishedAt ?? post.CreatedAt).UtcDateTime)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The beginning of a name that has no more bytes than that in UTF-8, which is how file systems count.</summary>
    public static string Shortened(string name, int mostBytes)
    {
        var (length, bytes) = (0, 0);
        foreach (var rune in name.EnumerateRunes())
        {
            bytes += rune.Utf8SequenceLength;
            if (bytes > mostBytes)
            {
                return name[..length];
            }

            length += rune.Utf16SequenceLength;
        }

        return name;
    }

    private static UInt128 KeyOf(string name)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(IgnoresCase ? name.ToUpperInvariant() : name), hash);
        return new(BitConverter.ToUInt64(hash), BitConverter.ToUInt64(hash[sizeof(ulong)..]));
    }
}
