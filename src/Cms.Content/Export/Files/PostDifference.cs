using System.Text.Json.Nodes;
using Cms.Content.Import;
using Cms.Content.Posts;
using Cms.Content.Sources;
using Cms.Markdown.FrontMatter;

namespace Cms.Content.Export.Files;

/// <summary>Finds what a file says otherwise than wanted, property by property, and which of its keys have to change for that.</summary>
/// <param name="round">How often the file was changed already: what was not understood in its short form is then written out.</param>
/// <param name="hasStartingPath">Whether the file still says the path that it said before its first change.</param>
internal sealed class PostDifference(WantedPost wanted, SourceReading source, int round, bool hasStartingPath)
{
    private static readonly PostContent Nothing = new() { Title = "", Slug = "", Path = "", Markdown = "" };

    private readonly List<string> names = [];
    private KeyChanges keys = new(FrontMatterMap.Empty, Fields.Empty);
    private PostContent found = Nothing;
    private DateTimeOffset? foundUnpublishAt;
    private bool isNew;

    public IReadOnlyList<FrontMatterChange> Changes => keys.Changes;

    /// <summary>The properties that the file says otherwise.</summary>
    public IReadOnlyList<string> Names => names;

    private PostContent Content => wanted.Content;

    private bool IsLikeJekyll => source.Generator is Generator.Jekyll or Generator.Octopress;

    /// <summary>Says it all: there is no file yet.</summary>
    public void CompareWithNothing()
    {
        isNew = true;
        CompareContent();
        if (wanted.Status == PostStatus.Archived)
        {
            keys.Set(["archived"], FrontMatterScalar.Of(true));
        }

        CompareFields();
    }

    public void Compare(MarkdownFile markdown, PostContent content, ReadPost read)
    {
        (found, foundUnpublishAt, keys) = (content, read.UnpublishAt, new(markdown.FrontMatter, content.Fields));
        CompareContent();
        CompareStatus(read.Status);
        CompareFields();
    }

    private void CompareContent()
    {
        Text("title", Content.Title, found.Title, "title");
        CompareDate();
        if (!isNew && source.Generator != Generator.Eleventy)
        {
            Text("slug", Content.Slug, found.Slug, "slug");
        }

        Terms("categories", Content.Categories, found.Categories, "category");
        ComparePath();
        Text("language", Content.Language, found.Language, FrontMatterKeys.Language);
        Terms("tags", Content.Tags, found.Tags, "tag");
        Other("keywords", Content.Keywords.SequenceEqual(found.Keywords, StringComparer.Ordinal), ["keywords"], key => TermValues.Keywords(Content.Keywords, keys.Own[key]));
        Other("authors", Content.Authors.SequenceEqual(found.Authors), FrontMatterKeys.Authors,
            key => AuthorValues.Of(Content.Authors, keys.Own[key], found.Authors, isWrittenOut: round > 0), newKey: Content.Authors.Count == 1 ? "author" : "authors");
        Text("description", Content.Description, found.Description, FrontMatterKeys.Description);
        Other("image", ImageValues.AreEqual(Content.Image, found.Image), FrontMatterKeys.Image, key => ImageValues.Of(Content.Image, keys.Own[key]));
        Text("canonicalUrl", Content.CanonicalUrl, found.CanonicalUrl, FrontMatterKeys.CanonicalUrl);
        Other("featured", Content.Featured == found.Featured, ["featured"], _ => FrontMatterScalar.Of(Content.Featured));
        Other("links", Content.Links.SequenceEqual(found.Links), ["links"], key => LinkValues.Of(Content.Links, keys.Own[key], found.Links, isWrittenOut: round > 0));
        Text("excerpt", Content.Excerpt, found.Excerpt, "excerpt");
        Text("translationKey", Content.TranslationKey, found.TranslationKey, FrontMatterKeys.TranslationKey);
        Other("modifiedAt", Content.ModifiedAt == found.ModifiedAt, FrontMatterKeys.Modified,
            key => DateValues.Of(Content.ModifiedAt, day: null, source, keys.Own[key]), newKey: source.Generator == Generator.Hugo ? "lastmod" : "last_modified_at");
        var isHugo = source.Generator == Generator.Hugo;
        Other("unpublishAt", wanted.UnpublishAt == foundUnpublishAt, isHugo ? ["expiryDate", "unpublishDate", .. FrontMatterKeys.UnpublishAt] : FrontMatterKeys.UnpublishAt,
            key => DateValues.Of(wanted.UnpublishAt, day: null, source, keys.Own[key]));
        CompareRedirects();
    }

    private void Text(string name, string? wantedText, string? foundText, params string[] among) =>
        Other(name, wantedText == foundText, among, _ => wantedText is null ? null : FrontMatterScalar.Of(wantedText));

    private void Other(string name, bool isSaid, string[] among, Func<string, FrontMatterValue?> value, string? newKey = null)
    {
        if (!isSaid)
        {
            names.Add(name);
            var key = keys.Choose(among, newKey);
            keys.Set(key, value(key));
        }
    }

    private void CompareDate()
    {
        var isSaid = Content.PublishedAt == found.PublishedAt && (Content.PublishedOn is null || Content.PublishedOn == found.PublishedOn);
        Other("publishedAt", isSaid, FrontMatterKeys.Date, key => DateValues.Of(Content.PublishedAt, Content.PublishedOn, source, keys.Own[key]));
    }

    private void Terms(string plural, IReadOnlyList<string> wantedTerms, IReadOnlyList<string> foundTerms, string singular)
    {
        if (wantedTerms.SequenceEqual(foundTerms, StringComparer.Ordinal))
        {
            return;
        }

        names.Add(plural);
        var (many, one) = (keys.Own[plural], keys.Own[singular]);

        // What does not stand in the file comes from folders and the configuration, and need not be said.
        var own = TermValues.Read(plural, many, one, source.Generator);
        var implied = foundTerms.Except(own, StringComparer.Ordinal).ToHashSet(StringComparer.Ordinal);
        var terms = plural == "categories" ? [.. wantedTerms.Where(term => !implied.Contains(term))] : wantedTerms;
        if (many.IsNull() && !one.IsNull() && terms.Count <= 1)
        {
            keys.Set(singular, terms.Count == 0 ? null : FrontMatterScalar.Of(terms[0]));
            return;
        }

        keys.Set(singular, value: null);
        var value = TermValues.Of(terms, many ?? one, source.Generator);
        keys.Set(plural, value ?? (many is null && implied.Count > 0 ? new FrontMatterList([]) : null));
    }

    private void ComparePath()
    {
        var isGiven = Content.Path == wanted.GivenPath && hasStartingPath;
        if (wanted.IsPathProvisional || Content.Path == found.Path || (!isNew && isGiven))
        {
            return;
        }

        names.Add("path");

        // What has changed so far may move the address where it should be.
        if ((isNew || Changes.Count == 0) && Content.Path.StartsWith(source.Prefix, StringComparison.Ordinal))
        {
            string[] among = source.Generator switch
            {
                Generator.Hugo => ["url"],
                Generator.Gatsby => ["path", "permalink"],
                Generator.Markdown => ["permalink", "path"],
                _ => ["permalink"],
            };
            var path = Content.Path[source.Prefix.Length..].Replace("%", "%25", StringComparison.Ordinal);
            keys.Set(among, FrontMatterScalar.Of(IsLikeJekyll ? path.Replace(":", "%3A", StringComparison.Ordinal) : path));
        }
    }

    private void CompareRedirects()
    {
        if (Content.RedirectFrom.SequenceEqual(found.RedirectFrom, StringComparer.Ordinal))
        {
            return;
        }

        names.Add("redirectFrom");
        var key = keys.Choose(["redirect_from", "aliases"], source.Generator == Generator.Hugo ? "aliases" : "redirect_from");
        var other = key == "aliases" ? "redirect_from" : "aliases";
        keys.Set(other, value: null);
        keys.Set(key, Content.RedirectFrom.Count == 0 ? null : new FrontMatterList([.. Content.RedirectFrom.Select(path =>
            FrontMatterScalar.Of((path.StartsWith(source.Prefix, StringComparison.Ordinal) ? path[source.Prefix.Length..] : path).Replace("%", "%25", StringComparison.Ordinal)))]));
    }

    private void CompareStatus(PostStatus status)
    {
        if (wanted.Status == status)
        {
            return;
        }

        names.Add("status");
        var isHeld = status is PostStatus.Draft or PostStatus.Archived;
        var isToBeHeld = wanted.Status is PostStatus.Draft or PostStatus.Archived || (wanted.Status == PostStatus.Scheduled && status == PostStatus.Published && round > 0);
        StatusKeys.Change(keys, source.Generator, isHeld, isToBeHeld);
        if (wanted.Status == PostStatus.Archived)
        {
            keys.Set("archived", FrontMatterScalar.Of(true));
        }
        else if (status == PostStatus.Archived)
        {
            keys.Set("archived", value: null);
        }
    }

    private void CompareFields()
    {
        var foundFields = found.Fields.ToJsonObject();
        foreach (var (key, value) in Content.Fields.ToJsonObject())
        {
            if (foundFields.Remove(key, out var said) && JsonNode.DeepEquals(said, value))
            {
                continue;
            }

            names.Add($"fields.{key}");
            if (said is not null || !IsTaken(key))
            {
                keys.Set(key, FrontMatterValue.FromJson(value));
            }
        }

        foreach (var (key, _) in foundFields)
        {
            names.Add($"fields.{key}");
            keys.Set(key, value: null);
        }
    }

    // A field that is called like one of our own properties would be taken for it.
    private bool IsTaken(string key) =>
        FrontMatterKeys.Contain(key)
        && !(key is "layout" or "excerpt_separator" || (IsLikeJekyll && key is "url" or "path" or "draft"));
}
