using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Plain;

/// <summary>Makes a post of a Markdown file that belongs to no generator.</summary>
internal sealed class PlainPostReader
{
    private readonly Site site;
    private readonly SiteFile file;
    private readonly MarkdownFile markdown;
    private readonly DateTimeOffset now;
    private readonly PostReading reading;

    public PlainPostReader(Site site, SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (this.site, this.file, this.markdown, this.now) = (site, file, markdown, now);
        reading = new(file, markdown, bytes, markdown.FrontMatter);
    }

    public ReadPost Read()
    {
        if (reading.RefusedAnyway() is { } refused)
        {
            return refused;
        }

        // 'notes/index.md' is the folder's own page.
        var page = PlainSite.IsPageOfFolder(file) ? file.Folder : MarkdownNames.WithoutExtension(file.File);
        var (day, name) = MarkdownNames.Dated(page[(page.LastIndexOf('/') + 1)..]);
        var ownSlug = reading.FrontMatter.Take("slug").Text();
        var slug = ownSlug ?? name;
        var title = reading.Title(slug, FirstHeading.Of(markdown.Body));
        var isDraft = reading.TakeIsDraft();
        var publishedAt = reading.PublishedAt(Date, day is null ? null : WrittenDates.OfFileName(day, TimeZoneInfo.Utc), site.Tree.LastWritten(file.File) ?? now, isDraft);
        return reading.Finish(new()
        {
            GeneratorSlug = slug,
            Title = title,
            Path = PathOf(page, ownSlug),
            Prefix = site.Prefix,
            Status = PostStatuses.Of(isDraft, publishedAt, now),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is { } at ? DateOnly.FromDateTime(at.DateTime) : null,
            Categories = PostTerms.Categories([], reading.FrontMatter.Take("categories"), reading.FrontMatter.Take("category"), reading.Warnings),
            Tags = PostTerms.Tags(reading.FrontMatter.Take("tag"), reading.FrontMatter.Take("tags"), reading.Warnings),
            ReadDate = Date,
        });
    }

    private static DateTimeOffset? Date(FrontMatterScalar scalar) => WrittenDates.ReadOnClock(scalar, TimeZoneInfo.Utc);

    // A permalink is taken as it stands; else each folder and the file's name are made fit for an address.
    private string PathOf(string page, string? slug)
    {
        if (reading.FrontMatter.TakeAddress("permalink", "path") is { } permalink)
        {
            reading.WarnOfAddress(reading.FrontMatter.Peek("permalink") ?? reading.FrontMatter.Peek("path"), permalink);
            return Permalink.Clean(Uri.UnescapeDataString(permalink));
        }

        var parts = page.Split('/').Select(Slug).ToArray();
        parts[^1] = slug is null ? parts[^1] : Slug(slug);
        return $"/{string.Join('/', parts)}";
    }

    private static string Slug(string part) => SlugRules.Slug(part) is { Length: > 0 } slug ? slug : "post";
}
