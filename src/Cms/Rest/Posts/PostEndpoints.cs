using Cms.Answers;
using Cms.Content.Delivery;
using Cms.Content.Drafts;
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
        posts.MapPostWriting();
        posts.MapPostHistory();
    }

    /// <summary>Lists published posts, a page at a time.</summary>
    /// <remarks>
    /// All filters have to hold. A page's cursors keep their place while posts come and go; the <c>Link</c> header leads to the next and the previous page.
    /// </remarks>
    internal static async Task<IResult> ListPosts(
        HttpContext context, PublishedPosts posts, WorkingCopies copies, PostResponses responses, PostAnswers answers, IOptions<TimeZoneOptions> zone, CancellationToken ct)
    {
        if (WorkingCopyEndpoints.AsksForList(context))
        {
            return await WorkingCopyEndpoints.ListAsync(context, copies, responses, ct);
        }

        var question = PostParameters.Read(context.ReadQuery(), zone.Value.Zone);
        var page = await posts.ListAsync(question.Query, ct);
        long? total = question.WithTotal ? await posts.CountAsync(question.Query.Filter, ct) : null;
        var about = new PageResponse(question.Query.Limit, page.Next, page.Previous, total);
        return new DeliveryAnswer(answers.Page(page.Items, question.Body, question.Selected, about, ct), Json.ContentType)
        {
            Links = about.LinksFor(context.Request),
            SurrogateKeys = page.Items.Select(post => $"post:{post.Id}").Prepend("posts"),
        };
    }
}
