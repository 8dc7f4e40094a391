using System.Text.Json.Nodes;

namespace Cms.Content.Posts;

/// <summary>Makes a post's content of what a writer wants, save its address.</summary>
internal static class DraftContent
{
    /// <exception cref="ContentException"><see cref="ContentError.InvalidPost"/>, with all that is wrong.</exception>
    public static PostContent Create(PostDraft draft, PostRules rules)
    {
        var content = Apply(draft, new PostContent { Title = "", Slug = "", Path = "", Markdown = "" }, rules);
        content = draft.Language is null && !draft.WithoutLanguage
            ? content with { Language = rules.Language ?? LanguageDetection.Of(content.Markdown) }
            : content;
        Check(draft, content, changes: null, rules);
        return content;
    }

    /// <summary>The content after the change. Only what changes is judged: an imported post may hold more than a writer may put in.</summary>
    /// <exception cref="ContentException"><see cref="ContentError.InvalidPost"/>, with all that is wrong.</exception>
    public static PostContent Revise(PostContent before, PostDraft draft, PostRules rules)
    {
        var content = Apply(draft, before, rules);
        Check(draft, content, ContentChanges.Between(before, content), rules);
        return content;
    }

    private static PostContent Apply(PostDraft draft, PostContent before, PostRules rules)
    {
        var publishedAt = draft.PublishedAt?.ToUniversalTime();
        var content = before with
        {
            Title = draft.Title.Trim(),
            Language = draft.Language ?? (draft.WithoutLanguage ? null : before.Language),
            Categories = [.. draft.Categories.Select(name => name.Trim()).Distinct(StringComparer.Ordinal)],
            Tags = Terms(draft.Tags),
            Keywords = [.. draft.Keywords.Select(name => name.Trim()).Distinct(StringComparer.Ordinal)],
            Links = draft.Links,
            Authors = draft.Authors,
            Description = draft.Description,
            Image = draft.Image,
            CanonicalUrl = draft.CanonicalUrl,
            Featured = draft.Featured,
            Excerpt = draft.Excerpt,
            PublishedAt = publishedAt,
            PublishedOn = publishedAt == before.PublishedAt?.ToUniversalTime() ? before.PublishedOn : DayOf(publishedAt, rules.Zone),
            Fields = Same(draft.Fields, before.Fields) ? before.Fields : draft.Fields,
            Markdown = draft.Markdown.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n'),
        };

        // An instant that stays the same keeps the offset that it was written with.
        content = publishedAt == before.PublishedAt ? content with { PublishedAt = before.PublishedAt } : content;
        return draft.File is { } file
            ? content with { TranslationKey = file.TranslationKey, ModifiedAt = file.ModifiedAt, RedirectFrom = file.RedirectFrom, Original = file.Original }
            : content with { Original = KeptOriginal(before, content) };
    }

    // The file's head stays true while only the text below it changes.
    private static OriginalFile? KeptOriginal(PostContent before, PostContent after)
    {
        if (before.Original is not { } original)
        {
            return null;
        }

        var changes = ContentChanges.Between(before, after with { Original = original });
        return changes.IsEmpty || (original.Bytes is null && changes.Properties.All(property => property.Key == "markdown")) ? original : null;
    }

    public static DateOnly? DayOf(DateTimeOffset? time, TimeZoneInfo zone) =>
        time is { Year: > 1 and < 9999 } known ? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(known, zone).DateTime) : null;

    private static IReadOnlyList<string> Terms(IEnumerable<string> names) =>
        [.. names.Select(name => name.Trim()).DistinctBy(SlugRules.TermKey, StringComparer.Ordinal)];

    private static bool Same(Fields one, Fields other) => one.Json == other.Json || JsonNode.DeepEquals(JsonNode.Parse(one.Json), JsonNode.Parse(other.Json));

    private static void Check(PostDraft draft, PostContent content, ContentChanges? changes, PostRules rules)
    {
        var errors = DraftCheck.Find(draft, content, rules);
        var counted = errors.Where(error => changes is null || error.Key is "slug" or "path" || changes.Has(error.Key.Split('.')[0])).ToDictionary(StringComparer.Ordinal);
        if (counted.Count > 0)
        {
            throw new ContentException(new ContentError.InvalidPost(counted));
        }
    }
}
