using System.Text.RegularExpressions;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Eleventy;

/// <summary>
/// Makes a post of a page by Eleventy's rules (https://www.11ty.dev/docs/permalinks/, …/docs/dates/, …/docs/collections/). All its times are UTC.
/// </summary>
internal sealed partial class EleventyPostReader
{
    private static readonly string[] CollectionsOfPosts = ["post", "posts"];
    private static readonly string[] DatesThatOnlyEleventyKnows = ["Last Modified", "Created", "git Last Modified", "git Created"];

    private readonly Site blog;
    private readonly EleventyConfiguration site;
    private readonly SiteFile file;
    private readonly DateTimeOffset now;
    private readonly PostReading reading;
    private readonly UnderstoodFrontMatter frontMatter;

    public EleventyPostReader(Site blog, EleventyConfiguration site, SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (this.blog, this.site, this.file, this.now) = (blog, site, file, now);
        reading = new(file, markdown, bytes, EleventyData.Merge(site.DataFor(file.File), markdown.FrontMatter));
        frontMatter = reading.FrontMatter;
    }

    public ReadPost Read()
    {
        if (reading.RefusedAnyway() is { } refused)
        {
            return refused;
        }

        var page = MarkdownNames.WithoutExtension(site.Input.Length == 0 ? file.File : file.File[(site.Input.Length + 1)..]);
        var (stem, day) = (DayInName.Replace(page, "${folders}"), Day.Match(page));
        var allTags = PostTerms.Tags(frontMatter.Take("tag"), frontMatter.Take("tags"), reading.Warnings, blanksSplit: false);
        var permalink = frontMatter.Take("permalink");
        if (permalink.IsFalse())
        {
            return reading.Ignored("not-written", "The page says 'permalink: false', so Eleventy writes nothing for it.");
        }

        var date = DateKey();
        if (date.IsNull() && !day.Success && !page.Contains('/', StringComparison.Ordinal) && !allTags.Any(IsOfPosts))
        {
            return reading.Ignored("not-a-post", "A page at the top with neither a date nor the tag 'posts'. Give it one of them if it is a post.");
        }

        var slug = SlugOf(stem);
        var title = reading.Title(slug);
        var isDraft = reading.TakeIsDraft();
        var publishedAt = reading.PublishedAt(Date, day.Success ? WrittenDates.OfFileName(day.Value, TimeZoneInfo.Utc) : null, blog.Tree.LastWritten(file.File) ?? now, isDraft);
        return reading.Finish(new()
        {
            GeneratorSlug = slug,
            Title = title,
            Path = PathOf(permalink, stem),
            Prefix = blog.Prefix,
            Status = PostStatuses.Of(isDraft, publishedAt, now, showsFuture: true),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null,
            Categories = PostTerms.Categories([], frontMatter.Take("categories"), frontMatter.Take("category"), reading.Warnings, blanksSplit: false),
            Tags = [.. allTags.Where(tag => !IsOfPosts(tag))],
            ReadDate = Date,
        });
    }

    private static bool IsOfPosts(string tag) => CollectionsOfPosts.Contains(tag, StringComparer.OrdinalIgnoreCase);

    private static DateTimeOffset? Date(FrontMatterScalar scalar) => WrittenDates.ReadOnClock(scalar, TimeZoneInfo.Utc);

    // 'Last Modified' and its kin are no dates, and git's are not to be had: the page is then dated as one without any.
    private FrontMatterValue? DateKey()
    {
        var date = frontMatter.Peek("date");
        if (date.Text() is { } text && DatesThatOnlyEleventyKnows.Contains(text, StringComparer.OrdinalIgnoreCase))
        {
            frontMatter.Take("date");
            reading.Warn(date, "date-of-file", $"The date is '{text}', which depends on the file and not on the text. Write a day.");
            return null;
        }

        return date;
    }

    // The file's name, of 'x/index' the folder's.
    private static string SlugOf(string stem)
    {
        var path = stem == "index" || stem.EndsWith("/index", StringComparison.Ordinal) ? stem[..^"index".Length].TrimEnd('/') : stem;
        return path.Length == 0 ? "index" : path[(path.LastIndexOf('/') + 1)..];
    }

    private string PathOf(FrontMatterValue? permalink, string stem)
    {
        if (permalink.Text() is { } own)
        {
            if (!own.Contains("{{", StringComparison.Ordinal) && !own.Contains("{%", StringComparison.Ordinal))
            {
                reading.WarnOfAddress(permalink, own);
                var path = Permalink.Clean(Uri.UnescapeDataString(own));
                return path.EndsWith("/index.html", StringComparison.Ordinal) ? path[..^"index.html".Length] : path;
            }

            reading.Warn(permalink, "permalink-is-template", "The permalink is a template, which only Eleventy can fill in; the address is the file's. Write it out.");
        }

        if (stem == "index")
        {
            return "/";
        }

        // 'x/x' and 'x/index' are both 'x'.
        var parts = stem.Split('/');
        var isFolders = parts[^1] == "index" || (parts.Length > 1 && parts[^1] == parts[^2]);
        return Permalink.Clean($"{string.Join('/', isFolders ? parts[..^1] : parts)}/");
    }

    // Linear: there is one last part of a path to look ahead to.
    [GeneratedRegex(@"(?<folders>\A|/)[0-9]{4}-[0-9]{2}-[0-9]{2}-(?=[^/]+\z)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex DayInName { get; }

    [GeneratedRegex(@"[0-9]{4}-[0-9]{2}-[0-9]{2}", RegexOptions.NonBacktracking)]
    private static partial Regex Day { get; }
}
