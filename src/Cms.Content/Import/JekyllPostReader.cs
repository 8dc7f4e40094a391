using System.Text.RegularExpressions;
using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>Makes a post of a file: Jekyll's rules for what every post has, the customs of blogs for the rest.</summary>
internal sealed partial class JekyllPostReader
{
    private readonly JekyllConfiguration _site;
    private readonly SiteFile _file;
    private readonly MarkdownFile _markdown;
    private readonly byte[] _bytes;
    private readonly DateTimeOffset _now;
    private readonly UnderstoodFrontMatter _frontMatter;
    private readonly List<ImportWarning> _warnings;

    public JekyllPostReader(JekyllConfiguration site, SiteFile file, MarkdownFile markdown, byte[] bytes, DateTimeOffset now)
    {
        (_site, _file, _markdown, _bytes, _now) = (site, file, markdown, bytes, now);
        _frontMatter = new(FrontMatterDefaults.Merge(site.Defaults.For(file.SitePath, file.IsDraft ? "drafts" : "posts"), markdown.FrontMatter));
        _warnings = [.. markdown.Warnings.Select(FromMarkdown)];
    }

    public ReadPost Read()
    {
        if (WhyRefused() is { } reason)
        {
            return Refused(reason);
        }

        var name = FileName.Match(_file.PathBelow[(_file.PathBelow.LastIndexOf('/') + 1)..]);
        var jekyllSlug = _frontMatter.Take("slug").Text() ?? name.Groups["slug"].Value.TrimEnd('.');
        var title = Title(jekyllSlug);
        var (publishedAt, hasImpossibleDate) = Date(name.Groups["day"].Value);
        if (publishedAt is null && !_file.IsDraft)
        {
            return Refused(new(null, "bad-date", hasImpossibleDate
                ? "Neither the front matter nor the file's name has a day that a calendar knows. Write 'date: 2020-01-31'."
                : "The file's name has a day that no calendar knows. Write 'date: 2020-01-31' or rename the file."));
        }

        var tags = JekyllTerms.Tags(_frontMatter.Take("tag"), _frontMatter.Take("tags"), _warnings);
        var categories = JekyllTerms.Categories(_file.Folders, _frontMatter.Take("categories"), _frontMatter.Take("category"), _warnings);
        var local = TimeZoneInfo.ConvertTime(publishedAt ?? LastWritten(), _site.Zone).DateTime;
        var permalink = _frontMatter.Take("permalink");
        var template = permalink.IsFalse() ? null : permalink.Text();
        var path = Permalink.Expand(template ?? _site.PermalinkTemplate, new(jekyllSlug, categories, local, WithoutExtension(_file.PathBelow)));
        if (path.UnknownKey is { } unknown)
        {
            return Refused(new(permalink.LineOf(), "unknown-placeholder", $"The permalink has ':{unknown}', which Jekyll does not know. Correct it."));
        }

        if (Path.GetExtension(_file.File) == ".html")
        {
            _warnings.Add(new(null, "html-post", "The post is HTML and is read as Markdown, in which HTML stands as it is, unless it is indented or holds blank lines."));
        }

        var status = Status(publishedAt);
        var content = new PostContent
        {
            Title = title,
            Slug = SlugRules.Slug(jekyllSlug) is { Length: > 0 } slug ? slug : SlugRules.Slug(title) is { Length: > 0 } titleSlug ? titleSlug : "post",
            Path = path.Path,
            Language = Language(),
            Categories = categories,
            Tags = tags,
            Keywords = JekyllTerms.Keywords(_frontMatter.Take("keywords")),
            Links = JekyllLinks.Read(_frontMatter.Take("links")),
            Authors = [.. _frontMatter.TakeFirst(["authors", "author", "by"], _site.Authors.Read) ?? []],
            Description = _frontMatter.TakeText("description", "summary"),
            Image = _frontMatter.TakeFirst(["image", "cover", "featuredImage", "featured_image"], PostImages.Read),
            CanonicalUrl = _frontMatter.TakeText("canonical_url", "canonicalUrl", "canonical"),
            Featured = _frontMatter.TakeFirst(["featured"], value => value.Boolean() is { } featured ? $"{featured}" : null) == bool.TrueString,
            Excerpt = _frontMatter.TakeFirst(["excerpt"], value => value.Boolean() is null ? value.Text() : null),
            TranslationKey = _frontMatter.TakeText("translation_key", "translationKey", "ref"),
            PublishedAt = publishedAt,
            PublishedOn = publishedAt is null ? null : DateOnly.FromDateTime(local),
            ModifiedAt = Modified(),
            RedirectFrom = Redirects(),
            Fields = _frontMatter.Rest(),
            Markdown = _markdown.Body,
            Original = _markdown.Original is { IsEmpty: false } ? new(_markdown.Head, _bytes) : new(_markdown.Head),
        };
        return new(_file.File, jekyllSlug, content, status, _warnings, Refusal: null);
    }

    private ImportWarning? WhyRefused()
    {
        if (_markdown.Refusal is { } refusal)
        {
            return FromMarkdown(refusal);
        }

        var (key, value) = _markdown.FrontMatter.Entries.FirstOrDefault(entry => entry.Value.HoldsNul());
        return value is null ? null : new(value.LineOf(), "nul-in-value", $"The value of '{key}' holds the character NUL, which no text can be stored with. Remove it.");
    }

    private ReadPost Refused(ImportWarning reason) => ReadPost.Refused(_file.File, reason, _warnings);

    // Jekyll makes 'Mixedcase And 1.0' of MixedCase-and-1.0.
    private string Title(string slug)
    {
        if (_frontMatter.TakeText("title") is { } title)
        {
            return title;
        }

        var words = slug.Split('-').Select(word => word.Length == 0 ? "" : $"{char.ToUpperInvariant(word[0])}{SlugRules.Lower(word[1..])}");
        return string.Join(' ', words).Trim() is { Length: > 0 } made ? made : slug.Length > 0 ? slug : "Untitled";
    }

    private (DateTimeOffset? Date, bool HasImpossibleDate) Date(string dayOfName)
    {
        var written = _frontMatter.Take("date");
        if (written is FrontMatterScalar scalar && JekyllDates.Read(scalar, _site.Zone) is { } date)
        {
            return (date, false);
        }

        var ofName = dayOfName.Length == 0 ? null : JekyllDates.OfFileName(dayOfName, _site.Zone);
        if (written.IsNull())
        {
            // Other generators' keys: Jekyll goes by the file's name, so they only help where that has no day.
            var other = ofName is null ? _frontMatter.TakeFirst(["publishDate", "pubDate"], value => value as FrontMatterScalar) : null;
            return (ofName ?? (other is null ? null : JekyllDates.Read(other, _site.Zone)), false);
        }

        _warnings.Add(new(written.LineOf(), "bad-date", ofName is null
            ? "The date cannot be read. Write it like '2020-01-31 12:00:00 +0100'."
            : $"The date cannot be read, so the day of the file's name, {dayOfName}, counts. Write it like '2020-01-31 12:00:00 +0100'."));
        return (ofName, true);
    }

    private DateTimeOffset? Modified()
    {
        var found = _frontMatter.TakeFirst(["modified", "last_modified_at", "updated", "lastmod", "last_modified"], value => value as FrontMatterScalar);
        var modified = found is null ? null : JekyllDates.Read(found, _site.Zone);
        if (found is not null && modified is null)
        {
            _warnings.Add(new(found.LineOf(), "bad-date", "The date of the last change cannot be read and was left out. Write it like '2020-01-31 12:00:00 +0100'."));
        }

        return modified;
    }

    private PostStatus Status(DateTimeOffset? publishedAt) => _frontMatter.Take("published").IsFalse() && !_site.ShowsUnpublished ? PostStatus.Draft
        : _file.IsDraft ? PostStatus.Draft
        : publishedAt > _now && !_site.ShowsFuture ? PostStatus.Scheduled
        : PostStatus.Published;

    private string? Language() =>
        _frontMatter.TakeFirst(["lang", "language", "locale"], value => LanguageDetection.AsTag(value.Text()))
        ?? LanguageDetection.AsTag(_site.Language)
        ?? LanguageDetection.Of(_markdown.Body);

    private IReadOnlyList<string> Redirects()
    {
        var paths = _frontMatter.Take("redirect_from").Scalars().Concat(_frontMatter.Take("aliases").Scalars())
            .Select(scalar => scalar.Text.Trim())
            .Where(path => path.Length > 0);
        return [.. paths.Select(AsPath).Distinct(StringComparer.Ordinal)];
    }

    // An address in full leads here through its path; the host was this blog's at the time.
    private static string AsPath(string written)
    {
        var path = written.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(written, UriKind.Absolute, out var url) ? url.AbsolutePath : written;
        return $"/{Uri.UnescapeDataString(path).Replace("\0", "", StringComparison.Ordinal).TrimStart('/')}";
    }

    // The date that Jekyll gives to a draft without one. It shows in the draft's provisional address alone.
    private DateTimeOffset LastWritten()
    {
        var written = File.GetLastWriteTimeUtc(_file.FullPath);
        return new DateTimeOffset(written, TimeSpan.Zero);
    }

    private static string WithoutExtension(string path) => path[..^Path.GetExtension(path).Length];

    private static ImportWarning FromMarkdown(FrontMatterWarning warning) => new(warning.Line > 0 ? warning.Line : null, warning.Code, warning.Message);

    [GeneratedRegex(@"^((?<day>[0-9]{2,4}-[0-9]{1,2}-[0-9]{1,2})-)?(?<slug>.*?)(\.[^.]*)?\z", RegexOptions.Singleline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex FileName { get; }
}
