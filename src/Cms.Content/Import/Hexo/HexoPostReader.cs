using System.Globalization;
using System.Text.RegularExpressions;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hexo;

/// <summary>Makes a post of a file by Hexo's rules (its <c>plugins/processor/post.ts</c> and <c>plugins/filter/post_permalink.ts</c>).</summary>
internal sealed partial class HexoPostReader
{
    private readonly Site blog;
    private readonly HexoConfiguration site;
    private readonly SiteFile file;
    private readonly string below;
    private readonly bool isDraftFile;
    private readonly DateTimeOffset now;
    private readonly PostReading reading;
    private readonly UnderstoodFrontMatter frontMatter;
    private readonly FrontMatterMap written;

    /// <param name="below">The file's path below <c>_posts</c> or <c>_drafts</c>.</param>
    public HexoPostReader(
        Site blog, HexoConfiguration site, SiteFile file, string below, bool isDraft, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (this.blog, this.site, this.file, this.below, isDraftFile, this.now) = (blog, site, file, below, isDraft, now);
        written = markdown.FrontMatter;
        reading = new(file, markdown, bytes, written);
        frontMatter = reading.FrontMatter;
    }

    public ReadPost Read()
    {
        if (reading.RefusedAnyway() is { } refused)
        {
            return refused;
        }

        var (slug, day) = site.NameOf(below);
        slug = frontMatter.Take("slug").Text() ?? slug;
        var title = reading.Title(slug[(slug.LastIndexOf('/') + 1)..]);
        var isDraft = reading.TakeIsDraft() || (isDraftFile && !site.ShowsDrafts);
        var ofName = day is null ? null : WrittenDates.OfFileName(day, site.Zone);
        var fileTime = blog.Tree.LastWritten(file.File) ?? now;
        var publishedAt = reading.PublishedAt(Date, ofName, fileTime, isDraft);
        var categories = frontMatter.Take("categories") is { } several && !several.IsNull() ? several : frontMatter.Take("category");
        frontMatter.Take("category");
        var local = TimeZoneInfo.ConvertTime(publishedAt ?? fileTime, site.Zone).DateTime;
        return reading.Finish(new()
        {
            GeneratorSlug = slug[(slug.LastIndexOf('/') + 1)..],
            Title = title,
            Path = PathOf(slug, title, categories, local),
            Prefix = blog.Prefix,
            Status = PostStatuses.Of(isDraft, publishedAt, now, site.ShowsFuture),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is null ? null : DateOnly.FromDateTime(local),
            Categories = PostTerms.Categories([], categories, category: null, reading.Warnings, blanksSplit: false),
            Tags = PostTerms.Tags(frontMatter.Take("tag"), frontMatter.Take("tags"), reading.Warnings, blanksSplit: false),
            Language = site.Language,
            Markup = file.Extension == ".html" ? Markup.Html : Markup.Markdown,
            ReadDate = Date,
        });
    }

    // Hexo reads every date on the clock of its site, whatever YAML thinks of it.
    private DateTimeOffset? Date(FrontMatterScalar scalar) => WrittenDates.ReadOnClock(scalar, site.Zone);

    private string PathOf(string slug, string title, FrontMatterValue? categories, DateTime local)
    {
        if (frontMatter.TakeAddress("permalink") is { } own)
        {
            reading.WarnOfAddress(written["permalink"], own);
            return Permalink.Clean(Uri.UnescapeDataString(own));
        }

        return Permalink.Clean(Permalink.Fill(site.Permalink, Placeholder, key => ValueOf(key, slug, title, categories, local)));
    }

    private string ValueOf(string key, string slug, string title, FrontMatterValue? categories, DateTime local)
    {
        switch (key)
        {
            case "title":
                return slug;
            case "name":
                return slug[(slug.LastIndexOf('/') + 1)..];
            case "post_title":
                return SlugRules.Lower(HexoSlug.Of(title));
            case "category":
                return CategoryOf(categories);
            case "year" or "month" or "day" or "hour" or "minute" or "second" or "i_month" or "i_day":
                return local.ToString(FormatOf(key), CultureInfo.InvariantCulture);
            case "timestamp":
                return new DateTimeOffset(TimeZoneInfo.ConvertTimeToUtc(local, site.Zone)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        }

        if (written[key].Text() is { } value || (value = site.PermalinkDefaults[key].Text()) is not null)
        {
            return value;
        }

        reading.Warnings.Add(new(null, "unknown-placeholder", $"The permalink has ':{key}', which only Hexo itself can fill in; the slug stands there. Write 'permalink:' into the post."));
        return slug;
    }

    private static string FormatOf(string key) => key switch
    {
        "year" => "yyyy",
        "month" => "MM",
        "i_month" => "%M",
        "day" => "dd",
        "i_day" => "%d",
        "hour" => "HH",
        "minute" => "mm",
        _ => "ss",
    };

    // The last category with those above it: [A, B] and [[X], [A, B]] are 'A/B'.
    private string CategoryOf(FrontMatterValue? categories)
    {
        var path = categories is FrontMatterList { Items: [.., FrontMatterList last] } ? last : categories is FrontMatterList { Items: [FrontMatterList, .., var single] } ? single : categories;
        var names = path.Scalars().Select(scalar => scalar.Text.Trim()).Where(name => name.Length > 0).ToList();
        return names.Count == 0 ? site.DefaultCategory : string.Join('/', names.Select(Category));
    }

    private string Category(string name)
    {
        var slug = HexoSlug.Of(site.CategoryMap.TextOf(name) ?? name);
        return site.LowerCase ? SlugRules.Lower(slug) : slug;
    }

    [GeneratedRegex(":[A-Za-z0-9_]+", RegexOptions.NonBacktracking)]
    private static partial Regex Placeholder { get; }
}
