using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Drafts;
using Cms.Content.Search;
using Cms.Hosting;
using Cms.Rest.Queries;
using Microsoft.Extensions.Options;

namespace Cms.Rest.Posts;

internal static class PostEndpoints
{
    public static void MapPosts(this IEndpointRouteBuilder routes)
    {
        var posts = routes.MapGroup("/posts").WithTags("Posts");

        posts.MapRead<PostPageResponse>("/", ListPosts, [.. PostParameters.All, WorkingCopyEndpoints.Status]).WithName(nameof(ListPosts));
        posts.MapPost();
        posts.MapPostNeighbours();
        posts.MapPostWriting();
        posts.MapPostHistory();
    }

    /// <summary>Lists published posts, a page at a time.</summary>
    /// <remarks>
    /// All filters have to hold. A page's cursors keep their place while posts come and go; the <c>Link</c> header leads to the next and the previous page.
    /// </remarks>
    internal static async Task<IResult> ListPosts(
        HttpContext context, PublishedPosts posts, PostSearch search, WorkingCopies copies, PostResponses responses, PostAnswers answers, IOptions<TimeZoneOptions> zone, CancellationToken ct)
    {
        if (WorkingCopyEndpoints.AsksForList(context))
        {
            return await WorkingCopyEndpoints.ListAsync(context, copies, responses, ct);
        }

        var question = PostParameters.Read(context.ReadQuery(), zone.Value.Zone);
        var (page, isPassing) = await ListAsync(question, posts, search, ct);
        long? total = question.WithTotal ? await posts.CountAsync(await FilterOfAsync(question, search, ct), ct) : null;
        var about = new PageResponse(question.Query.Limit, page.Next, page.Previous, total);
        return new DeliveryAnswer(answers.Page(page.Items, question.Body, question.Selected, about, ct), Json.ContentType)
        {
            IsOfContent = question.Search is null,
            IsPassing = isPassing,
            Links = about.LinksFor(context.Request),
            SurrogateKeys = page.Items.Select(post => $"post:{post.Id}").Prepend("posts"),
        };
    }

    private static async Task<(PostPage Page, bool IsPassing)> ListAsync(PostListQuestion question, PublishedPosts posts, PostSearch search, CancellationToken ct)
    {
        var query = question.Query;
        if (question.Search is not { ByRelevance: true } searched)
        {
            var page = await posts.ListAsync(query with { Filter = await FilterOfAsync(question, search, ct) }, ct);
            return (page, question.Search is not null && await search.IsBehindAsync(ct));
        }

        var found = await search.SearchAsync(
            new SearchQuestion(searched.Text)
            {
                Language = searched.Language,
                Filter = query.Filter,
                Limit = query.Limit,
                After = query.After,
                Before = query.Before,
                Parts = query.Parts,
            },
            ct);
        return (new PostPage([.. found.Items.Select(hit => hit.Post)], found.Cursors, found.HasNext, found.HasPrevious), found.Indexing > 0);
    }

    private static async Task<PostFilter?> FilterOfAsync(PostListQuestion question, PostSearch search, CancellationToken ct)
    {
        if (question.Search is not { } searched)
        {
            return question.Query.Filter;
        }

        var found = await search.FilterAsync(searched.Text, "q", searched.Language, ct);
        return question.Query.Filter is { } filter ? new PostFilter.And([found, filter]) : found;
    }
}
