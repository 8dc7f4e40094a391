using Cms.Access;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Drafts;
using Cms.Content.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>The answers of <c>/posts</c> and <c>/posts/{slug}</c> to those who ask for working copies, and may.</summary>
internal static class WorkingCopyEndpoints
{
    /// <summary>On a list: asks for working copies, of these statuses.</summary>
    public static readonly QueryParameter Status = new("status", "Only working copies of this status, with a key that may preview. Repeat it for several.")
    {
        Repeatable = true,
        Values = [.. Enum.GetNames<PostStatus>().Select(name => name.ToLowerInvariant())],
    };

    /// <summary>On one post: which copy of it.</summary>
    public static readonly QueryParameter Version = new("version", "The published copy, or the working copy for a key that may preview.")
    {
        Values = ["published", "draft"],
        Default = "published",
    };

    private static readonly IReadOnlyList<QueryParameter> ListParameters = [Status, PostParameters.Limit, PostParameters.After, PostParameters.Total, PostParameters.Body];

    public static bool AsksForList(HttpContext context) => context.Request.Query.ContainsKey(Status.Name);

    public static async Task<IResult> ListAsync(HttpContext context, WorkingCopies copies, PostResponses responses, CancellationToken ct)
    {
        AccessRefusals.Require(context, Scopes.Preview);
        var query = new QueryValues(context.Request.Query, new QueryParameters(ListParameters));
        var names = query.ChoicesOfEach(Status);
        var limit = query.Integer(PostParameters.Limit);
        var body = PostParameters.ReadBody(query, BodyFormat.None);
        var withTotal = query.Boolean(PostParameters.Total) ?? false;
        query.Done();
        PostStatus[] statuses = [.. names.Select(name => Enum.Parse<PostStatus>(name, ignoreCase: true)).Distinct()];
        var page = await copies.ListAsync(new(statuses, limit!.Value, query.Text(PostParameters.After)), ct);
        var about = new PageResponse(limit.Value, page.Next, Previous: null, withTotal ? await copies.CountAsync(statuses, ct) : null);
        return WriterAnswer.Of(Json.Write(new WorkingCopyPageResponse([.. page.Items.Select(copy => responses.Of(copy, body, ct))], about)), Json.ContentType);
    }

    public static async Task<IResult> GetAsync(
        HttpContext context, string slugOrId, string? language, string form, BodyFormat body, WorkingCopies copies, PostForms forms, PostResponses responses, CancellationToken ct)
    {
        AccessRefusals.Require(context, Scopes.Preview);
        var copy = await copies.FindAsync(slugOrId, language, ct) ?? throw new ContentException(new ContentError.WorkingCopyNotFound(slugOrId));
        if (form == MediaTypes.Json)
        {
            return WriterAnswer.Of(Json.Write(responses.Of(copy, body, ct)), Json.ContentType, copy.Post);
        }

        var answer = forms.Answer(copy.Shown, form, body, ct);
        return WriterAnswer.Of(answer.Content, answer.ContentType, copy.Post);
    }
}
