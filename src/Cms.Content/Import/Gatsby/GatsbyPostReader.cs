using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Gatsby;

/// <summary>
/// Makes a post of a Markdown file by the customs of Gatsby's blogs: Gatsby itself has no posts, but its own starter and
/// <c>gatsby-source-filesystem</c>'s <c>createFilePath</c> say where most put them. Times without a zone are UTC, as in GraphQL's <c>Date</c>.
/// </summary>
internal sealed class GatsbyPostReader
{
    private readonly Site blog;
    private readonly SiteFile file;
    private readonly string below;
    private readonly DateTimeOffset now;
    private readonly PostReading reading;
    private readonly UnderstoodFrontMatter frontMatter;

    /// <param name="below">The file's path below the folder that Gatsby reads.</param>
    public GatsbyPostReader(Site blog, SiteFile file, string below, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (this.blog, this.file, this.below, this.now) = (blog, file, below, now);
        reading = new(file, markdown, bytes, markdown.FrontMatter);
        frontMatter = reading.FrontMatter;
    }

    public ReadPost Read()
    {
        if (reading.RefusedAnyway() is { } refused)
        {
            return refused;
        }

        // 'hello/index.md' is 'hello'.
        var whole = MarkdownNames.WithoutExtension(below);
        var page = whole.EndsWith("/index", StringComparison.Ordinal) ? whole[..^"/index".Length] : whole;
        var (day, name) = MarkdownNames.Dated(page[(page.LastIndexOf('/') + 1)..]);
        var ownSlug = frontMatter.Take("slug").Text();
        var slug = ownSlug is null ? name : LastOf(ownSlug) is { Length: > 0 } last ? last : name;
        var title = reading.Title(slug);
        var isDraft = reading.TakeIsDraft();
        var publishedAt = reading.PublishedAt(Date, day is null ? null : WrittenDates.OfFileName(day, TimeZoneInfo.Utc), blog.Tree.LastWritten(file.File) ?? now, isDraft);
        return reading.Finish(new()
        {
            GeneratorSlug = slug,
            Title = title,
            Path = PathOf(page, ownSlug),
            Prefix = blog.Prefix,
            Status = PostStatuses.Of(isDraft, publishedAt, now, showsFuture: true),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is { } at ? DateOnly.FromDateTime(at.DateTime) : null,
            Categories = PostTerms.Categories([], frontMatter.Take("categories"), frontMatter.Take("category"), reading.Warnings, blanksSplit: false),
            Tags = PostTerms.Tags(frontMatter.Take("tag"), frontMatter.Take("tags"), reading.Warnings, blanksSplit: false),
            ReadDate = Date,
        });
    }

    private static DateTimeOffset? Date(FrontMatterScalar scalar) => WrittenDates.ReadOnClock(scalar, TimeZoneInfo.Utc);

    private static string LastOf(string path)
    {
        var trimmed = path.Trim('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    // 'path' is the whole address, and so is a slug that starts with a slash; another slug stands for the file's name.
    private string PathOf(string page, string? slug)
    {
        if ((frontMatter.TakeAddress("path", "permalink") ?? (slug is ['/', ..] ? slug : null)) is { } path)
        {
            reading.WarnOfAddress(frontMatter.Peek("path") ?? frontMatter.Peek("permalink") ?? frontMatter.Peek("slug"), path);
            return Permalink.Clean(Uri.UnescapeDataString(path));
        }

        var parts = page == "index" ? [] : page.Split('/');
        if (slug is not null && parts.Length > 0)
        {
            parts[^1] = slug;
        }

        return Permalink.Clean($"{string.Join('/', parts)}/");
    }
}
