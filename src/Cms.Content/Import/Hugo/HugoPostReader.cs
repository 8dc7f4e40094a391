using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import.Hugo;

/// <summary>Makes a post of a page by Hugo's rules (https://gohugo.io/content-management/front-matter/, …/urls/).</summary>
internal sealed class HugoPostReader
{
    private readonly Site blog;
    private readonly HugoConfiguration site;
    private readonly HugoFile file;
    private readonly MarkdownFile markdown;
    private readonly DateTimeOffset now;
    private readonly PostReading reading;
    private readonly UnderstoodFrontMatter frontMatter;

    public HugoPostReader(Site blog, HugoConfiguration site, HugoFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (this.blog, this.site, this.file, this.markdown, this.now) = (blog, site, file, markdown, now);
        reading = new(file, markdown, bytes, markdown.FrontMatter);
        frontMatter = reading.FrontMatter;
    }

    public ReadPost Read()
    {
        if (reading.RefusedAnyway() is { } refused)
        {
            return refused;
        }

        if (!MarkdownNames.IsMarkdown(file.File) && markdown.Head.Length == 0)
        {
            return reading.Ignored("no-front-matter", "HTML without front matter is a file to be copied and no page.");
        }

        var (dayOfName, slugOfName) = MarkdownNames.Dated(file.BaseName);
        var usesName = dayOfName is not null && (site.IsZola ? site.TakesDayFromName : site.KeysOf("date").Contains(":filename", StringComparer.OrdinalIgnoreCase));
        var ownSlug = frontMatter.Take("slug").Text() ?? (usesName ? slugOfName : null);
        var slug = ownSlug ?? file.BaseName;
        var title = reading.Title(slug);
        var isDraft = IsDraft();
        var expiry = Date("expiryDate");
        var publishDate = Date("publishDate");
        var date = Date("date") ?? (isDraft ? null : NoDate());
        var path = PathOf(ownSlug, title, date);

        // A page that is not out yet goes out at its publishDate, whatever date it bears.
        var publishedAt = publishDate > now ? publishDate : date;
        return reading.Finish(new()
        {
            GeneratorSlug = slug,
            Title = title,
            Path = path,
            Prefix = blog.Prefix,
            Status = PostStatuses.Of(isDraft, publishedAt, now, site.ShowsFuture),
            PublishedAt = publishedAt,
            UnpublishAt = site.ShowsExpired ? null : expiry,
            PublishedOn = publishedAt is { } at ? DateOnly.FromDateTime(at.DateTime) : null,
            Categories = PostTerms.Categories([], Terms("categories"), Terms("category"), reading.Warnings, blanksSplit: false),
            Tags = PostTerms.Tags(Terms("tag"), Terms("tags"), reading.Warnings, blanksSplit: false),
            Language = site.IsMultilingual ? file.Language : site.OnlyLanguage,
            TranslationKey = site.IsMultilingual ? file.Page : null,
            Markup = MarkdownNames.IsMarkdown(file.File) ? Markup.Markdown : Markup.Html,
            ReadDate = Read,
            AliasFolder = site.IsZola ? "/" : file.Sections.Length == 0 ? LanguageFolder : $"{LanguageFolder}{file.Sections}/",
        });
    }

    private DateTimeOffset? Read(FrontMatterScalar scalar) => WrittenDates.ReadOnClock(scalar, site.Zone);

    // Where the settings have no such taxonomy, the key is one of the author's own.
    private FrontMatterValue? Terms(string key) =>
        key is not ("tag" or "category") && !site.Taxonomies.Contains(key) ? null
        : frontMatter.Take(key) ?? (site.IsZola ? ZolaTerms(key) : null);

    // Zola has a table for all taxonomies. What else is in it is the author's own, and so the table stays among the fields.
    private FrontMatterValue? ZolaTerms(string key)
    {
        if (frontMatter.Peek("taxonomies") is not FrontMatterMap terms)
        {
            return null;
        }

        if (terms.Entries.All(entry => site.Taxonomies.Contains(entry.Key)))
        {
            frontMatter.TakeNamed("taxonomies");
        }

        return terms[key];
    }

    private bool IsDraft()
    {
        var draft = frontMatter.Take("draft");
        var published = frontMatter.TakeFirst(["published"], value => value.Boolean() is { } isOut ? $"{isOut}" : null);
        return !site.ShowsDrafts && (draft.IsNull() ? published == bool.FalseString : draft.IsTrue() || string.Equals(draft.Text(), "true", StringComparison.OrdinalIgnoreCase));
    }

    // A key that the settings look into for two dates is not anybody's own, so none of them is left to the fields.
    private DateTimeOffset? Date(string which)
    {
        DateTimeOffset? found = null;
        foreach (var key in site.KeysOf(which))
        {
            found ??= key.ToUpperInvariant() switch
            {
                ":FILENAME" => MarkdownNames.Dated(file.BaseName).Day is { } day ? WrittenDates.OfFileName(day, site.Zone) : null,
                ":FILEMODTIME" or ":GIT" => which == "date" && key.Equals(":fileModTime", StringComparison.OrdinalIgnoreCase) ? FileTime() : null,
                _ => Written(key),
            };
        }

        return found;
    }

    private DateTimeOffset? Written(string key)
    {
        if (frontMatter.Peek(key) is not FrontMatterScalar scalar || scalar.IsNull() || scalar.Boolean() is not null)
        {
            return null;
        }

        // 'lastmod' is left for the post's last change.
        var date = Read(scalar);
        if (key.ToUpperInvariant() is not ("LASTMOD" or "MODIFIED"))
        {
            frontMatter.TakeNamed(key);
            if (date is null)
            {
                reading.Warn(scalar, "bad-date", $"The value of '{key}' cannot be read as a date and was left out. Write it like '2020-01-31T12:00:00+01:00'.");
            }
        }

        return date;
    }

    private DateTimeOffset? NoDate()
    {
        reading.Warnings.Add(new(null, "no-date", "The page has no date, so the day of the file's last change counts. Write 'date: 2020-01-31'."));
        return FileTime() ?? now;
    }

    private DateTimeOffset? FileTime()
    {
        reading.IsDatedByFile = true;
        return blog.Tree.LastWritten(file.File);
    }

    private string LanguageFolder => site.IsMultilingual && (file.Language != site.DefaultLanguage || site.DefaultLanguageHasFolder) ? $"/{file.Language}/" : "/";

    private string PathOf(string? ownSlug, string title, DateTimeOffset? date)
    {
        if (frontMatter.TakeText("url") is { } url)
        {
            reading.WarnOfAddress(frontMatter.Peek("url"), url);
            return Permalink.Clean(WithEnding(Uri.UnescapeDataString(url.StartsWith('/') ? url : LanguageFolder + url), keepsDots: true));
        }

        if (site.IsZola)
        {
            return ZolaPath(ownSlug);
        }

        var values = new HugoPermalinkValues(file, ownSlug, title, (date ?? now).DateTime, site.KeepsCase);
        if (site.PermalinkOf(file.Section) is { } pattern)
        {
            var path = HugoPermalink.Expand(pattern, values, out var unknown);
            if (unknown is not null)
            {
                reading.Warnings.Add(new(null, "unknown-placeholder", $"The permalinks of the settings have ':{unknown}', which is not known; it was left out."));
            }

            return Permalink.Clean(WithEnding($"{LanguageFolder}{path}", keepsDots: true));
        }

        var sections = string.Join('/', file.Sections.Split('/').Select(values.Urlize));
        var name = ownSlug is null ? values.Urlize(file.BaseName) : values.Urlize(ownSlug);
        return Permalink.Clean(WithEnding($"{LanguageFolder}{sections}/{(file.Page == "index" ? "" : name)}", keepsDots: false));
    }

    private string ZolaPath(string? ownSlug)
    {
        if (frontMatter.TakeAddress("path") is { } path)
        {
            reading.WarnOfAddress(frontMatter.Peek("path"), path);
            return Permalink.Clean($"{Uri.UnescapeDataString(path)}/");
        }

        return Permalink.Clean($"{LanguageFolder}{file.Sections}/{(file.Page == "index" ? "" : site.ZolaSlug(ownSlug ?? file.BaseName))}/");
    }

    // An address in front matter or pattern may name a file of its own.
    private string WithEnding(string path, bool keepsDots)
    {
        var isFile = keepsDots && path[(path.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal);
        return isFile || path.EndsWith('/') ? path : site.HasUglyUrls ? $"{path}.html" : $"{path}/";
    }
}
