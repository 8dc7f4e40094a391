using Cms.Content.Delivery;
using Cms.Content.Taxonomies;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>What <c>/posts</c> can be asked, and how that becomes a query.</summary>
internal static class PostParameters
{
    public static readonly QueryParameter Body = new("body", "The form of each post's body, and of its excerpt.")
    {
        Values = [.. Enum.GetNames<BodyFormat>().Select(name => name.ToLowerInvariant())],
    };

    private static readonly QueryParameter Tag = new("tag", "Only posts with this tag, by slug or name. Repeat it for posts with all of several.") { Repeatable = true };
    private static readonly QueryParameter AnyTag = new("anyTag", "Only posts with this tag, by slug or name. Repeat it for posts with at least one of several.") { Repeatable = true };
    private static readonly QueryParameter NotTag = new("notTag", "Only posts without this tag, by slug or name. Repeat it for posts with none of several.") { Repeatable = true };
    private static readonly QueryParameter Category = new("category", "Only posts with this category, by slug or name; it need not be their first.");
    private static readonly QueryParameter Author = new("author", "Only posts by this author, by slug or name.");
    private static readonly QueryParameter Keyword = new("keyword", "Only posts with this keyword, by slug or name.");
    private static readonly QueryParameter Language = new("language", "Only posts in this language, as they write it (de).");
    private static readonly QueryParameter Year = new("year", "Only posts of this year, by the post's own calendar day.") { Kind = ValueKind.Integer, Maximum = 9999 };
    private static readonly QueryParameter Month = new("month", "Only posts of this month of the year; needs year.") { Kind = ValueKind.Integer, Maximum = 12 };
    private static readonly QueryParameter PublishedAfter = new("publishedAfter", "Only posts published at this moment or later. A bare date is the start of that day in the site's time zone.") { Kind = ValueKind.Time };
    private static readonly QueryParameter PublishedBefore = new("publishedBefore", "Only posts published before this moment. A bare date is the start of that day in the site's time zone.") { Kind = ValueKind.Time };
    private static readonly QueryParameter ModifiedAfter = new("modifiedAfter", "Only posts modified at this moment or later. A bare date is the start of that day in the site's time zone.") { Kind = ValueKind.Time };
    private static readonly QueryParameter Featured = new("featured", "Only posts that are featured, or only those that are not.") { Kind = ValueKind.Boolean };
    private static readonly QueryParameter Id = new("id", "Only the post with this id. Repeat it for several.") { Kind = ValueKind.Uuid, Repeatable = true };
    private static readonly QueryParameter Sort = new("sort", "What the posts are sorted by; a minus sign turns it round. Ties are broken by the id.")
    {
        Values = ["-publishedAt", "publishedAt", "title", "-title", "modifiedAt", "-modifiedAt"],
        Default = "-publishedAt",
    };

    private static readonly QueryParameter Limit = new("limit", "How many posts at most.")
    {
        Kind = ValueKind.Integer,
        Maximum = PostQuery.MaximumLimit,
        Default = "20",
    };

    private static readonly QueryParameter After = new("after", "A cursor from page.next of an answer to the same question: the page goes on behind it.");
    private static readonly QueryParameter Before = new("before", "A cursor from page.previous of an answer to the same question: the page ends before it.");
    private static readonly QueryParameter Total = new("total", "Whether page.total counts all posts that pass the filters.") { Kind = ValueKind.Boolean, Default = "false" };
    private static readonly QueryParameter Selected = new("select", "The properties of each post to answer, with commas between; id always comes along, and body where it is asked for. Left out: all.")
    {
        Kind = ValueKind.TextList,
        Values = PostResponses.Names,
    };

    public static IReadOnlyList<QueryParameter> All { get; } =
    [
        Tag, AnyTag, NotTag, Category, Author, Language, Keyword, Year, Month, PublishedAfter, PublishedBefore, ModifiedAfter, Featured, Id,
        Sort, Limit, After, Before, Total, Selected, Body with { Default = "none" },
    ];

    public static PostListQuestion Read(QueryValues query, TimeZoneInfo zone)
    {
        var sort = query.Choice(Sort);
        var before = query.Text(Before);
        var after = query.Text(After);
        if (before is not null && after is not null)
        {
            query.Refuse(Before.Name, "'before' and 'after' are given both. Give the one whose way the walk goes.");
        }

        var filter = ReadFilter(query, zone);
        var body = ReadBody(query, BodyFormat.None);
        var question = new PostListQuestion(
            new PostQuery
            {
                Filter = filter,
                Sort = SortOf(sort),
                Limit = query.Integer(Limit) ?? PostQuery.DefaultLimit,
                After = after,
                Before = before,
                FromEnd = before is not null,
                WithBody = body != BodyFormat.None,
            },
            body,
            query.Choices(Selected),
            query.Boolean(Total) ?? false);
        query.Done();
        return question;
    }

    public static BodyFormat ReadBody(QueryValues query, BodyFormat otherwise) =>
        Enum.TryParse<BodyFormat>(query.Choice(Body), ignoreCase: true, out var format) ? format : otherwise;

    private static PostFilter? ReadFilter(QueryValues query, TimeZoneInfo zone)
    {
        List<PostFilter> filters = [];
        filters.AddRange(query.Texts(Tag).Select(tag => Carries(Taxonomy.Tag, tag)));
        if (query.Texts(AnyTag) is [_, ..] any)
        {
            filters.Add(new PostFilter.Terms(Taxonomy.Tag, Quantifier.Some, TermMatch.SlugOrName, Operator.In, any));
        }

        filters.AddRange(query.Texts(NotTag).Select(tag => Carries(Taxonomy.Tag, tag, Quantifier.None)));
        foreach (var (parameter, taxonomy) in ((QueryParameter, Taxonomy)[])[(Category, Taxonomy.Category), (Author, Taxonomy.Author), (Keyword, Taxonomy.Keyword)])
        {
            if (query.Text(parameter) is { } name)
            {
                filters.Add(Carries(taxonomy, name));
            }
        }

        if (query.Text(Language) is { } language)
        {
            filters.Add(new PostFilter.Text(PostText.Language, Operator.Equal, [language]));
        }

        var year = query.Integer(Year);
        var month = query.Integer(Month);
        if (month is not null && query.Text(Year) is null)
        {
            query.Refuse(Month.Name, "'month' needs 'year'. Add it.");
        }

        AddNumber(PostNumber.Year, year);
        AddNumber(PostNumber.Month, month);
        AddMoment(PostInstant.PublishedAt, Operator.GreaterThanOrEqual, PublishedAfter);
        AddMoment(PostInstant.PublishedAt, Operator.LessThan, PublishedBefore);
        AddMoment(PostInstant.ModifiedAt, Operator.GreaterThanOrEqual, ModifiedAfter);
        if (query.Boolean(Featured) is { } featured)
        {
            filters.Add(new PostFilter.Featured(featured));
        }

        if (query.Uuids(Id) is [_, ..] ids)
        {
            filters.Add(new PostFilter.Ids(ids));
        }

        return filters.Count == 0 ? null : new PostFilter.And(filters);

        void AddNumber(PostNumber property, int? value)
        {
            if (value is { } number)
            {
                filters.Add(new PostFilter.Number(property, Operator.Equal, [number]));
            }
        }

        void AddMoment(PostInstant property, Operator @operator, QueryParameter parameter)
        {
            if (query.Time(parameter, zone) is { } moment)
            {
                filters.Add(new PostFilter.Instant(property, @operator, [moment]));
            }
        }
    }

    private static PostFilter Carries(Taxonomy taxonomy, string name, Quantifier quantifier = Quantifier.Some) =>
        new PostFilter.Terms(taxonomy, quantifier, TermMatch.SlugOrName, Operator.Equal, [name]);

    private static PostSort SortOf(string? name) => Enum.TryParse<PostSortField>(name?.TrimStart('-'), ignoreCase: true, out var field)
        ? new PostSort(field, Descending: name is ['-', ..])
        : PostSort.Newest;
}

/// <summary>A page of posts, as it is asked for.</summary>
/// <param name="Selected">Null for all properties.</param>
internal sealed record PostListQuestion(PostQuery Query, BodyFormat Body, IReadOnlyList<string>? Selected, bool WithTotal);
