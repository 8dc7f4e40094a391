using System.Text.RegularExpressions;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Jekyll;

/// <summary>Makes a post of a file by Jekyll's rules (its <c>document.rb</c>, <c>post_reader.rb</c> and <c>url.rb</c>).</summary>
internal sealed partial class JekyllPostReader
{
    private readonly Site blog;
    private readonly JekyllConfiguration site;
    private readonly JekyllFile file;
    private readonly DateTimeOffset now;
    private readonly PostReading reading;
    private readonly UnderstoodFrontMatter frontMatter;

    public JekyllPostReader(Site blog, JekyllConfiguration site, JekyllFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (this.blog, this.site, this.file, this.now) = (blog, site, file, now);
        reading = new(file, markdown, bytes, FrontMatterDefaults.Merge(site.Defaults.For(file.SitePath, file.IsDraft ? "drafts" : "posts"), markdown.FrontMatter));
        frontMatter = reading.FrontMatter;
    }

    public ReadPost Read()
    {
        if (reading.RefusedAnyway() is { } refused)
        {
            return refused;
        }

        var name = FileName.Match(file.PathBelow[(file.PathBelow.LastIndexOf('/') + 1)..]);
        var slugOfName = name.Groups["slug"].Value.TrimEnd('.');
        var jekyllSlug = frontMatter.Take("slug").Text() ?? slugOfName;
        var title = reading.Title(slugOfName);
        var (publishedAt, hasImpossibleDate) = Date(name.Groups["day"].Value);
        if (publishedAt is null && !file.IsDraft)
        {
            return reading.Refused(new(null, "bad-date", hasImpossibleDate
                ? "Neither the front matter nor the file's name has a day that a calendar knows. Write 'date: 2020-01-31'."
                : "The file's name has a day that no calendar knows. Write 'date: 2020-01-31' or rename the file."));
        }

        var tags = PostTerms.Tags(frontMatter.Take("tag"), frontMatter.Take("tags"), reading.Warnings);
        var categories = PostTerms.Categories(file.Folders, frontMatter.Take("categories"), frontMatter.Take("category"), reading.Warnings);

        // The date that Jekyll gives to a draft without one shows in the draft's provisional address alone.
        var local = TimeZoneInfo.ConvertTime(publishedAt ?? blog.Tree.LastWritten(file.File) ?? now, site.Zone).DateTime;
        var permalink = frontMatter.Take("permalink");
        var template = permalink.IsFalse() ? null : permalink.Text();
        var path = Permalink.Expand(template ?? site.PermalinkTemplate, new(jekyllSlug, categories, local, file.PathInPermalink));
        if (path.UnknownKey is { } unknown)
        {
            return reading.Refused(new(permalink.LineOf(), "unknown-placeholder", $"The permalink has ':{unknown}', which Jekyll does not know. Correct it."));
        }

        reading.WarnOfAddress(permalink, template);

        return reading.Finish(new()
        {
            GeneratorSlug = jekyllSlug,
            Title = title,
            Path = path.Path,
            Prefix = blog.Prefix,
            Status = Status(publishedAt),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is null ? null : DateOnly.FromDateTime(local),
            Categories = categories,
            Tags = tags,
            Language = site.Language,
            KnownAuthors = site.Authors,
            Markup = Path.GetExtension(file.File) is ".html" or ".htm" ? Markup.Html : Markup.Markdown,
            ReadDate = scalar => WrittenDates.Read(scalar, site.Zone),
        });
    }

    private (DateTimeOffset? Date, bool HasImpossibleDate) Date(string dayOfName)
    {
        var written = frontMatter.Take("date");
        if (written is FrontMatterScalar scalar && WrittenDates.Read(scalar, site.Zone) is { } date)
        {
            return (date, false);
        }

        var ofName = dayOfName.Length == 0 ? null : WrittenDates.OfFileName(dayOfName, site.Zone);
        if (written.IsNull())
        {
            // Other generators' keys: Jekyll goes by the file's name, so they only help where that has no day.
            var other = ofName is null ? frontMatter.TakeFirst(["publishDate", "pubDate"], value => value as FrontMatterScalar) : null;
            return (ofName ?? (other is null ? null : WrittenDates.Read(other, site.Zone)), false);
        }

        reading.Warn(written, "bad-date", ofName is null
            ? "The date cannot be read. Write it like '2020-01-31 12:00:00 +0100'."
            : $"The date cannot be read, so the day of the file's name, {dayOfName}, counts. Write it like '2020-01-31 12:00:00 +0100'.");
        return (ofName, true);
    }

    private PostStatus Status(DateTimeOffset? publishedAt)
    {
        // Written and left empty, it is as good as false to Jekyll; the text "false" is not.
        var published = frontMatter.Take("published");
        var isHeldBack = (published.IsFalse() || (published is not null && published.IsNull())) && !site.ShowsUnpublished;
        return PostStatuses.Of(file.IsDraft || isHeldBack, publishedAt, now, site.ShowsFuture);
    }

    // Linear: an ending is tried at each dot, and reaches to the next.
    [GeneratedRegex(@"^((?<day>[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2})-)?(?<slug>.*?)(\.[^.]*)?\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: Timeout.Infinite)]
    private static partial Regex FileName { get; }
}
