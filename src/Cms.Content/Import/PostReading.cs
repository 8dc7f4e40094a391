using Cms.Content.Posts;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Import;

/// <summary>One file on its way to a post. What every generator's posts have in common is understood here; the generator says the rest.</summary>
internal sealed class PostReading
{
    private readonly SiteFile file;
    private readonly MarkdownFile markdown;
    private readonly byte[] bytes;

    /// <param name="frontMatter">The file's own, over what the site has by default.</param>
    public PostReading(SiteFile file, MarkdownFile markdown, byte[] bytes, FrontMatterMap frontMatter)
    {
        (this.file, this.markdown, this.bytes) = (file, markdown, bytes);
        FrontMatter = new(frontMatter);
        Warnings = [.. markdown.Warnings.Select(FromMarkdown)];
    }

    public UnderstoodFrontMatter FrontMatter { get; }

    public List<ImportWarning> Warnings { get; }

    /// <summary>Whether nothing but the file's own time tells the post's date.</summary>
    public bool IsDatedByFile { get; set; }

    /// <summary>Why the file can't be taken whatever its generator; null if it can.</summary>
    public ReadPost? RefusedAnyway()
    {
        if (markdown.Refusal is { } refusal)
        {
            return Refused(FromMarkdown(refusal));
        }

        var (key, value) = markdown.FrontMatter.Entries.FirstOrDefault(entry => entry.Value.HoldsNul());
        return value is null
            ? null
            : Refused(new(value.LineOf(), "nul-in-value", $"The value of '{key}' holds the character NUL, which no text can be stored with. Remove it."));
    }

    public ReadPost Refused(ImportWarning reason) => ReadPost.Refused(file.File, reason, Warnings);

    /// <summary>The file is read and is none of the posts.</summary>
    public ReadPost Ignored(string code, string reason) => Refused(new(null, code, reason)) with { IsIgnored = true };

    public void Warn(FrontMatterValue? about, string code, string message) => Warnings.Add(new(about.LineOf(), code, message));

    /// <summary>The front matter's title, else one made of the slug: Jekyll makes <c>Mixedcase And 1.0</c> of <c>MixedCase-and-1.0</c>.</summary>
    /// <param name="heading">What comes before the slug, where the text says what it is called; null where it does not.</param>
    public string Title(string slug, string? heading = null)
    {
        if (FrontMatter.TakeText("title") is { } title)
        {
            return title;
        }

        if (FrontMatter.Peek("title") is FrontMatterMap or FrontMatterList)
        {
            Warn(FrontMatter.Peek("title"), "title-is-no-text", "The title is a list or a map of keys and values. It was kept as a field, and the title made of the file's name. Put the title in quotes.");
        }

        if (heading is not null)
        {
            return heading;
        }

        var words = slug.Split('-').Select(word => word.Length == 0 ? "" : $"{char.ToUpperInvariant(word[0])}{SlugRules.Lower(word[1..])}");
        return string.Join(' ', words).Trim() is { Length: > 0 } made ? made : slug.Length > 0 ? slug : "Untitled";
    }

    /// <summary>The first of the keys with a date that can be read. One that can't is left out with a warning.</summary>
    /// <param name="read">How the generator reads a date.</param>
    public DateTimeOffset? TakeDate(Func<FrontMatterScalar, DateTimeOffset?> read, params ReadOnlySpan<string> keys)
    {
        var found = FrontMatter.TakeFirst(keys, value => value as FrontMatterScalar);
        var date = found is null ? null : read(found);
        if (found is not null && date is null)
        {
            Warn(found, "bad-date", "The date cannot be read and was left out. Write it like '2020-01-31 12:00:00 +0100'.");
        }

        return date;
    }

    /// <summary>
    /// The date of a post: the front matter's, else the day of the file's name, else the time of the last change, which is a guess and said so. Null for a
    /// draft that has neither.
    /// </summary>
    /// <param name="read">How the generator reads a date.</param>
    /// <param name="dayOfName">The day in the file's name, at its midnight; null when there is none.</param>
    /// <param name="lastWritten">When the file was last changed, as far as anyone knows.</param>
    public DateTimeOffset? PublishedAt(Func<FrontMatterScalar, DateTimeOffset?> read, DateTimeOffset? dayOfName, DateTimeOffset lastWritten, bool isDraft)
    {
        var written = TakeDate(read, FrontMatterKeys.Date);
        if (written is not null || dayOfName is not null || isDraft)
        {
            return written ?? dayOfName;
        }

        Warnings.Add(new(null, "no-date", "Neither the front matter nor the file's name has a date, so the day of the file's last change counts. Write 'date: 2020-01-31'."));
        IsDatedByFile = true;
        return lastWritten;
    }

    /// <summary>Says of an address that the post gives itself what links to it will not have as it is written.</summary>
    /// <param name="written">Where it stands.</param>
    /// <param name="address">Null for none.</param>
    public void WarnOfAddress(FrontMatterValue? written, string? address)
    {
        if (address is null)
        {
            return;
        }

        if (Permalink.NotOfPaths(address) is { } character)
        {
            Warn(written, "permalink-encoded", $"The permalink has '{character}', which no path has, so links to the post have it encoded, as '{Uri.HexEscape(character)}'. Write a permalink without it.");
        }
        else if (Permalink.Clean(address) is var clean && clean.TrimStart('/') != address.TrimStart('/'))
        {
            Warn(written, "permalink-cleaned", $"The permalink has dots or slashes that no path has, and is taken for '{clean}'. Write it like that.");
        }
    }

    /// <summary>Whether the front matter holds the post back: <c>draft: true</c>, or <c>published: false</c>.</summary>
    public bool TakeIsDraft()
    {
        var isDraft = IsTrue(FrontMatter.Take("draft"));
        var published = FrontMatter.TakeFirst(["published"], value => value.Boolean() is { } isOut ? $"{isOut}" : null);
        return isDraft || published == bool.FalseString;
    }

    /// <summary>The post that all this makes.</summary>
    public ReadPost Finish(PostFacts facts)
    {
        var status = Archived(facts.Status);
        var unpublishAt = facts.UnpublishAt ?? TakeDate(facts.ReadDate, FrontMatterKeys.UnpublishAt);
        var content = new PostContent
        {
            Title = facts.Title,
            Slug = SlugRules.Slug(facts.GeneratorSlug) is { Length: > 0 } slug ? slug : SlugRules.Slug(facts.Title) is { Length: > 0 } titleSlug ? titleSlug : "post",
            Path = facts.Prefix + facts.Path,
            Language = Language(facts.Language),
            Categories = facts.Categories,
            Tags = facts.Tags,
            Keywords = PostTerms.Keywords(FrontMatter.Take("keywords")),
            Links = LinkShapes.Read(FrontMatter.Take("links")),
            Authors = [.. FrontMatter.TakeFirst(FrontMatterKeys.Authors, facts.KnownAuthors.Read) ?? []],
            Description = FrontMatter.TakeText(FrontMatterKeys.Description),
            Image = FrontMatter.TakeFirst(FrontMatterKeys.Image, PostImages.Read),
            CanonicalUrl = FrontMatter.TakeText(FrontMatterKeys.CanonicalUrl),
            Featured = FrontMatter.TakeFirst(["featured"], value => value.Boolean() is { } featured ? $"{featured}" : null) == bool.TrueString,
            Excerpt = FrontMatter.TakeFirst(["excerpt"], value => value.Boolean() is null ? value.Text() : null),
            TranslationKey = FrontMatter.TakeText(FrontMatterKeys.TranslationKey) ?? facts.TranslationKey,
            PublishedAt = facts.PublishedAt?.ToUniversalTime(),
            PublishedOn = facts.PublishedOn,
            ModifiedAt = TakeDate(facts.ReadDate, FrontMatterKeys.Modified)?.ToUniversalTime(),
            RedirectFrom = Redirects(facts),
            Fields = FrontMatter.Rest(),
            Markdown = markdown.Body,
            Markup = facts.Markup,
            Original = markdown.Original is { IsEmpty: false } ? new(markdown.Head, bytes) : new(markdown.Head),
        };
        return new(file.File, facts.GeneratorSlug, content, status, Warnings, Refusal: null) { BodyLine = markdown.BodyLine, FrontMatter = markdown.FrontMatter, UnpublishAt = unpublishAt?.ToUniversalTime(), IsDatedByFile = IsDatedByFile };
    }

    // What an export says of archived posts. Elsewhere the key is an author's own: a post that readers have stays theirs.
    private PostStatus Archived(PostStatus status)
    {
        if (status != PostStatus.Draft || !FrontMatter.Peek("archived").IsTrue())
        {
            return status;
        }

        FrontMatter.Take("archived");
        return PostStatus.Archived;
    }

    private string? Language(string? ofSite) =>
        FrontMatter.TakeFirst(FrontMatterKeys.Language, value => LanguageDetection.AsTag(value.Text()))
        ?? LanguageDetection.AsTag(ofSite)
        ?? LanguageDetection.Of(markdown.Body);

    private IReadOnlyList<string> Redirects(PostFacts facts)
    {
        var paths = FrontMatter.Take("redirect_from").Scalars().Concat(FrontMatter.Take("aliases").Scalars())
            .Select(scalar => scalar.Text.Trim())
            .Where(path => path.Length > 0);
        return [.. paths.Select(path => facts.Prefix + AsPath(path, facts.AliasFolder)).Distinct(StringComparer.Ordinal)];
    }

    // An address in full leads here through its path; the host was this blog's at the time.
    private static string AsPath(string written, string folder)
    {
        var path = written.Contains("://", StringComparison.Ordinal) && Uri.TryCreate(written, UriKind.Absolute, out var url) ? url.AbsolutePath
            : written.StartsWith('/') ? written
            : folder + written;
        return $"/{Uri.UnescapeDataString(path).Replace("\0", "", StringComparison.Ordinal).TrimStart('/')}";
    }

    // Written in quotes it is meant no less.
    private static bool IsTrue(FrontMatterValue? value) => value.IsTrue() || string.Equals(value.Text(), "true", StringComparison.OrdinalIgnoreCase);

    private static ImportWarning FromMarkdown(FrontMatterWarning warning) => new(warning.Line > 0 ? warning.Line : null, warning.Code, warning.Message);
}
