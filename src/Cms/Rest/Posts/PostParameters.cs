using Cms.Content.Delivery;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>How a page of posts is asked for: its order, its size, its place and what it shows of each post.</summary>
internal static class PostParameters
{
    public static readonly QueryParameter Body = new("body", "The form of each post's body, and of its excerpt.")
    {
        Values = [.. Enum.GetNames<BodyFormat>().Select(name => name.ToLowerInvariant())],
    };

    private const string Relevance = "relevance";

    private static readonly QueryParameter Search = new("q", "Only posts that this text finds, as at /search.");

    private static readonly QueryParameter Sort = new("sort", "What the posts are sorted by; a minus sign turns it round. Ties are broken by the id. Without it: relevance where there is q, else -publishedAt.")
    {
        Values = ["-publishedAt", "publishedAt", "title", "-title", "modifiedAt", "-modifiedAt", Relevance],
    };

    public static readonly QueryParameter Limit = new("limit", "How many posts at most.")
    {
        Kind = ValueKind.Integer,
        Maximum = PostQuery.MaximumLimit,
        Default = "20",
    };

    public static readonly QueryParameter After = new("after", "A cursor from page.next of an answer to the same question: the page goes on behind it.");
    public static readonly QueryParameter Before = new("before", "A cursor from page.previous of an answer to the same question: the page ends before it.");
    public static readonly QueryParameter Total = new("total", "Whether page.total counts all posts that pass the filters.") { Kind = ValueKind.Boolean, Default = "false" };
    public static readonly QueryParameter Selected = new("select", "The properties of each post to answer, with commas between; id always comes along, and body where it is asked for. Left out: all.")
    {
        Kind = ValueKind.TextList,
        Values = PostResponses.Names,
    };

    public static IReadOnlyList<QueryParameter> All { get; } =
    [
        .. PostFilterParameters.All, Search,
        Sort, Limit, After, Before, Total, Selected, Body with { Default = "none" },
    ];

    public static PostListQuestion Read(QueryValues query, TimeZoneInfo zone)
    {
        var sort = query.Choice(Sort);
        var search = query.Text(Search);
        if (sort == Relevance && search is null)
        {
            query.Refuse(Sort.Name, "'relevance' needs 'q', the text that posts are relevant to. Add it.");
        }

        var (after, before) = ReadPlace(query);
        var filter = PostFilterParameters.Read(query, zone);
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
                Parts = body != BodyFormat.None ? PostParts.Body : PostParts.None,
            },
            body,
            query.Choices(Selected),
            query.Boolean(Total) ?? false,
            search is null ? null : new PostSearchQuestion(search, query.Text(PostFilterParameters.Language), ByRelevance: sort is null or Relevance));
        query.Done();
        return question;
    }

    public static (string? After, string? Before) ReadPlace(QueryValues query)
    {
        var (after, before) = (query.Text(After), query.Text(Before));
        if (before is not null && after is not null)
        {
            query.Refuse(Before.Name, "'before' and 'after' are given both. Give the one whose way the walk goes.");
        }

        return (after, before);
    }

    public static BodyFormat ReadBody(QueryValues query, BodyFormat otherwise) =>
        Enum.TryParse<BodyFormat>(query.Choice(Body), ignoreCase: true, out var format) ? format : otherwise;

    private static PostSort SortOf(string? name) => Enum.TryParse<PostSortField>(name?.TrimStart('-'), ignoreCase: true, out var field)
        ? new PostSort(field, Descending: name is ['-', ..])
        : PostSort.Newest;
}

/// <summary>A page of posts, as it is asked for.</summary>
/// <param name="Selected">Null for all properties.</param>
/// <param name="Search">Null without a text to search for.</param>
internal sealed record PostListQuestion(PostQuery Query, BodyFormat Body, IReadOnlyList<string>? Selected, bool WithTotal, PostSearchQuestion? Search);

/// <param name="Language">The one that the posts are narrowed to.</param>
internal sealed record PostSearchQuestion(string Text, string? Language, bool ByRelevance);
