using Cms.Access;
using Cms.Answers;
using Cms.Content;
using Cms.Content.Drafts;
using Cms.Content.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>Runs a request's edit in one transaction, and answers with the post as it is then.</summary>
internal sealed class PostWriting(PostWriter writer, WorkingCopies copies, PostResponses responses)
{
    /// <param name="body">The request's, by which a repeated one is known.</param>
    public async Task<IResult> RunAsync(HttpContext context, ReadOnlyMemory<byte> body, Func<PostEdits, Task<Post>> edit, CancellationToken ct, bool isNew = false)
    {
        async Task<KeptAnswer> EditAsync(PostEdits edits)
        {
            var post = await edit(edits);
            var copy = await copies.ShowAsync(edits, post, ct);
            return new(
                isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
                Json.ContentType,
                Json.Write(responses.Of(copy, BodyFormat.Markdown, ct)),
                post.Id,
                isNew ? $"{context.Request.PathBase}{RestApi.Base}/posts/{post.Id}" : null,
                WriterAnswer.TagOf(post));
        }

        return await RunAsync(context, body, EditAsync, ct);
    }

    /// <summary>The same with an answer of one's own.</summary>
    public async Task<IResult> RunAsync(HttpContext context, ReadOnlyMemory<byte> body, Func<PostEdits, Task<KeptAnswer>> edit, CancellationToken ct)
    {
        var answer = IdempotencyKey.Read(context, body.Span) is { } request
            ? await writer.WriteOnceAsync(context.Actor(), request, edit, Refusal, ct)
            : await writer.WriteAsync(context.Actor(), edit, ct);
        return new WriterAnswer(answer);
    }

    /// <summary>Removes something: there is nothing left to show.</summary>
    public async Task<IResult> RemoveAsync(HttpContext context, Func<PostEdits, Task> remove, CancellationToken ct) =>
        await writer.WriteAsync<IResult>(
            context.Actor(),
            async edits =>
            {
                await remove(edits);
                return TypedResults.NoContent();
            },
            ct);

    private static KeptAnswer Refusal(ContentError error)
    {
        var problem = Problem.Of(error);
        return new(problem.Status, Problem.ContentType, Json.Write(problem));
    }
}
