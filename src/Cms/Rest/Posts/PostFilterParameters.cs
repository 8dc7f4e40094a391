using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>Which posts are asked for. Each parameter is a condition, and all have to hold.</summary>
internal static class PostFilterParameters
{
    private static readonly QueryParameter Tag = new("tag", "Only posts with this tag, by slug or name. Repeat it for posts with all of several.") { Repeatable = true };
    private static readonly QueryParameter AnyTag = new("anyTag", "Only posts with this tag, by slug or name. Repeat it for posts with at least one of several.") { Repeatable = true };
    private static readonly QueryParameter NotTag = new("notTag", "Only posts without this tag, by slug or name. Repeat it for posts with none of several.") { Repeatable = true };
    private static readonly QueryParameter Category = new("category", "Only posts with this category, by slug or name; it need not be their first.");
    private static readonly QueryParameter Author = new("author", "Only posts by this author, by slug or name.");
    private static readonly QueryParameter Keyword = new("keyword", "Only posts with this keyword, by slug or name.");
    public static readonly QueryParameter Language = new("language", "Only posts in this language, as they write it (de).");
    private static readonly QueryParameter Year = new("year", "Only posts of this year, by the post's own calendar day.") { Kind = ValueKind.Integer, Maximum = 9999 };
    private static readonly QueryParameter Month = new("month", "Only posts of this month of the year; needs year.") { Kind = ValueKind.Integer, Maximum = 12 };
    private static readonly QueryParameter PublishedAfter = new("publishedAfter", "Only posts published at this moment or later. A bare date is the start of that day in the site's time zone.") { Kind = ValueKind.Time };
    private static readonly QueryParameter PublishedBefore = new("publishedBefore", "Only posts published before this moment. A bare date is the start of that day in the site's time zone.") { Kind = ValueKind.Time };
    private static readonly QueryParameter ModifiedAfter = new("modifiedAfter", "Only posts modified at this moment or later. A bare date is the start of that day in the site's time zone.") { Kind = ValueKind.Time };
    private static readonly QueryParameter Featured = new("featured", "Only posts that are featured, or only those that are not.") { Kind = ValueKind.Boolean };
    private static readonly QueryParameter Id = new("id", "Only the post with this id. Repeat it for several.") { Kind = ValueKind.Uuid, Repeatable = true };

    private static readonly QueryParameter LinkHost = new("linkHost", "Only posts with a link to this host, in their front matter or their text, whatever its case.");
    private static readonly QueryParameter HasField = new("hasField", "Only posts with this key in their fields. Repeat it for posts with all of several.") { Repeatable = true };
    private static readonly QueryParameter Field = new(
        "field.NAME", "Only posts whose field NAME has exactly this text, or holds it where the field is a list: field.layout=post. Numbers and truths have the text that answers show.")
    { IsFamily = true };

    public static IReadOnlyList<QueryParameter> All { get; } =
        [Tag, AnyTag, NotTag, Category, Author, Language, Keyword, Year, Month, PublishedAfter, PublishedBefore, ModifiedAfter, Featured, Id, LinkHost, HasField, Field];

    /// <summary>The parameters as one filter; null without any.</summary>
    /// <param name="withLanguage">Whether the language is a filter like the others.</param>
    public static PostFilter? Read(QueryValues query, TimeZoneInfo zone, bool withLanguage = true)
    {
        IReadOnlyList<PostFilter> filters = [.. ReadTerms(query), .. ReadTimes(query, zone), .. ReadOthers(query, withLanguage)];
        return filters.Count == 0 ? null : new PostFilter.And(filters);
    }

    private static IEnumerable<PostFilter> ReadTerms(QueryValues query)
    {
        foreach (var tag in query.Texts(Tag))
        {
            yield return Carries(Taxonomy.Tag, tag);
        }

        if (query.Texts(AnyTag) is [_, ..] any)
        {
            yield return new PostFilter.Terms(Taxonomy.Tag, Quantifier.Some, TermMatch.SlugOrName, Operator.In, any);
        }

        foreach (var tag in query.Texts(NotTag))
        {
            yield return Carries(Taxonomy.Tag, tag, Quantifier.None);
        }

        foreach (var (parameter, taxonomy) in ((QueryParameter, Taxonomy)[])[(Category, Taxonomy.Category), (Author, Taxonomy.Author), (Keyword, Taxonomy.Keyword)])
        {
            if (query.Text(parameter) is { } name)
            {
                yield return Carries(taxonomy, name);
            }
        }
    }

    private static IEnumerable<PostFilter> ReadTimes(QueryValues query, TimeZoneInfo zone)
    {
        if (query.Text(Month) is not null && query.Text(Year) is null)
        {
            query.Refuse(Month.Name, "'month' needs 'year'. Add it.");
        }

        foreach (var (parameter, property) in ((QueryParameter, PostNumber)[])[(Year, PostNumber.Year), (Month, PostNumber.Month)])
        {
            if (query.Integer(parameter) is { } number)
            {
                yield return new PostFilter.Number(property, Operator.Equal, [number]);
            }
        }

        foreach (var (parameter, property, @operator) in ((QueryParameter, PostInstant, Operator)[])
            [
                (PublishedAfter, PostInstant.PublishedAt, Operator.GreaterThanOrEqual),
                (PublishedBefore, PostInstant.PublishedAt, Operator.LessThan),
                (ModifiedAfter, PostInstant.ModifiedAt, Operator.GreaterThanOrEqual),
            ])
        {
            if (query.Time(parameter, zone) is { } moment)
            {
                yield return new PostFilter.Instant(property, @operator, [moment]);
            }
        }
    }

    private static IEnumerable<PostFilter> ReadOthers(QueryValues query, bool withLanguage)
    {
        if (withLanguage && query.Text(Language) is { } language)
        {
            yield return new PostFilter.Text(PostText.Language, Operator.Equal, [language]);
        }

        if (query.Boolean(Featured) is { } featured)
        {
            yield return new PostFilter.Featured(featured);
        }

        if (query.Text(LinkHost) is { } host)
        {
            yield return new PostFilter.Links(Quantifier.Some, [new LinkTest.Text(LinkText.Host, Operator.Equal, [host])]);
        }

        foreach (var name in query.Texts(HasField))
        {
            yield return new PostFilter.Fields(Quantifier.Some, [new FieldTest.Name(Operator.Equal, [name])]);
        }

        foreach (var (name, text) in query.Family(Field))
        {
            yield return new PostFilter.Fields(Quantifier.Some, [new FieldTest.Name(Operator.Equal, [name]), new FieldTest.Text(Operator.Equal, [text])]);
        }

        if (query.Uuids(Id) is [_, ..] ids)
        {
            yield return new PostFilter.Ids(ids);
        }
    }

    private static PostFilter.Terms Carries(Taxonomy taxonomy, string name, Quantifier quantifier = Quantifier.Some) =>
        new(taxonomy, quantifier, TermMatch.SlugOrName, Operator.Equal, [name]);
}
