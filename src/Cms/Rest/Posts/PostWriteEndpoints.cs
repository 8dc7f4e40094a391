using Cms.Access;
using Cms.Content.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Posts;

/// <summary>Makes and changes posts. All of it needs a key.</summary>
internal static class PostWriteEndpoints
{
    private static readonly QueryParameter Purge = new("purge", "Whether what lies in the trash is removed for good; takes the scope admin.") { Kind = ValueKind.Boolean, Default = "false" };

    public static void MapPostWriting(this IEndpointRouteBuilder posts)
    {
        posts.MapWrite("/", CreatePost).WithName(nameof(CreatePost)).Produces<WorkingCopyResponse>(StatusCodes.Status201Created).RequireAuthorization(Scopes.Write).TakesBody<PostRequest>(MediaTypes.Json, MediaTypes.Markdown);
        posts.MapChange("PUT", "/{id:guid}", ReplacePost).WithName(nameof(ReplacePost)).RequireAuthorization(Scopes.Write).TakesBody<PostRequest>(MediaTypes.Json, MediaTypes.Markdown);
        posts.MapChange("PATCH", "/{id:guid}", PatchPost).WithName(nameof(PatchPost)).RequireAuthorization(Scopes.Write).TakesBody<PostRequest>(PostBody.MergePatch, MediaTypes.Json);

        // Which scope it takes depends on the post.
        posts.MapChange("DELETE", "/{id:guid}", TrashPost, Purge).WithName(nameof(TrashPost)).Produces(StatusCodes.Status204NoContent);

        posts.MapChange("POST", "/{id:guid}/publish", PublishPost).WithName(nameof(PublishPost)).RequireAuthorization(Scopes.Publish);
        posts.MapChange("POST", "/{id:guid}/schedule", SchedulePost).WithName(nameof(SchedulePost)).RequireAuthorization(Scopes.Publish).TakesBody<ScheduleRequest>(MediaTypes.Json);
        posts.MapChange("POST", "/{id:guid}/unpublish", UnpublishPost).WithName(nameof(UnpublishPost)).RequireAuthorization(Scopes.Publish);
        posts.MapChange("POST", "/{id:guid}/archive", ArchivePost).WithName(nameof(ArchivePost)).RequireAuthorization(Scopes.Publish);
        posts.MapChange("POST", "/{id:guid}/restore", RestorePost).WithName(nameof(RestorePost)).RequireAuthorization(Scopes.Write);
    }

    /// <summary>Makes a draft.</summary>
    /// <remarks>Takes JSON, or a Markdown file with front matter. Nothing of it is seen by readers before it is published.</remarks>
    internal static async Task<IResult> CreatePost(HttpContext context, PostBody bodies, PostWriting writing, CancellationToken ct)
    {
        var body = await bodies.ReadAsync(context.Request, mayHaveId: true, ct);
        return await writing.RunAsync(context, body.Bytes, edits => edits.CreateAsync(body.Draft, body.Id, ct), ct, isNew: true);
    }

    /// <summary>Replaces what a post says.</summary>
    /// <remarks>What the body leaves out is cleared, save slug, path and language. Readers of a published post see the change once it is published again.</remarks>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> ReplacePost(Guid id, HttpContext context, PostBody bodies, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        var body = await bodies.ReadAsync(context.Request, mayHaveId: false, ct);
        return await writing.RunAsync(context, body.Bytes, edits => edits.ReviseAsync(id, expected, _ => body.Draft, ct), ct);
    }

    /// <summary>Changes some of what a post says.</summary>
    /// <remarks>The body is a JSON merge patch (RFC 7396): what it leaves out stays, null takes away, and a list replaces the whole list.</remarks>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> PatchPost(Guid id, HttpContext context, PostBody bodies, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        var patch = await bodies.ReadPatchAsync(context.Request, ct);
        return await writing.RunAsync(context, default, edits => edits.ReviseAsync(id, expected, post => PostBody.Patched(post, patch), ct), ct);
    }

    /// <summary>Throws a post into the trash, or removes what lies there for good.</summary>
    /// <remarks>
    /// In the trash it keeps its content, history and address, and can be restored; a published post takes the scope <c>publish</c>, any other
    /// <c>write</c>. With <c>purge=true</c> nothing of it is left but its id and the paths that readers knew; backups are not reached.
    /// </remarks>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> TrashPost(Guid id, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        if (context.ReadQuery().Boolean(Purge) == true)
        {
            AccessRefusals.Require(context, Scopes.Admin);
            var purged = IfMatch.Read(context.Request);
            return await writing.RemoveAsync(context, edits => edits.PurgeAsync(id, purged, ct), ct);
        }

        if (context.Caller()?.May(Scopes.Publish) != true)
        {
            AccessRefusals.Require(context, Scopes.Write);
        }

        var expected = IfMatch.Read(context.Request);
        return await writing.RunAsync(
            context,
            default,
            edits => edits.TrashAsync(id, expected, post => AccessRefusals.Require(context, post.Status == PostStatus.Published ? Scopes.Publish : Scopes.Write), ct),
            ct);
    }

    /// <summary>Shows a post's newest revision to readers.</summary>
    /// <remarks>Where they see it already, nothing happens.</remarks>
    /// <param name="id">The post's id.</param>
    internal static Task<IResult> PublishPost(Guid id, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        return writing.RunAsync(context, default, edits => edits.PublishAsync(id, expected, ct), ct);
    }

    /// <summary>Says when a post goes out, and when it goes away again.</summary>
    /// <remarks>A time that the body leaves out stays as it was; null takes it away. For a published post, <c>publishAt</c> is when its newer working copy goes out.</remarks>
    /// <param name="id">The post's id.</param>
    internal static async Task<IResult> SchedulePost(Guid id, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        var body = await RequestBody.ReadAsync(context.Request, [MediaTypes.Json], maximumBytes: 10_000, ct);
        var members = new JsonMembers(body.ReadObject(), ["publishAt", "unpublishAt"]);
        var (publishAt, unpublishAt) = (members.Time("publishAt"), members.Time("unpublishAt"));
        members.Done();
        return await writing.RunAsync(
            context,
            body.Bytes,
            edits => edits.ScheduleAsync(
                id,
                expected,
                times => new(members.Has("publishAt") ? publishAt : times.PublishAt, members.Has("unpublishAt") ? unpublishAt : times.UnpublishAt),
                ct),
            ct);
    }

    /// <summary>Takes a post from its readers, or a scheduled one its time: it is a draft again.</summary>
    /// <param name="id">The post's id.</param>
    internal static Task<IResult> UnpublishPost(Guid id, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        return writing.RunAsync(context, default, edits => edits.UnpublishAsync(id, expected, ct), ct);
    }

    /// <summary>Puts a post away. No reader sees it, and it can still be edited.</summary>
    /// <param name="id">The post's id.</param>
    internal static Task<IResult> ArchivePost(Guid id, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        return writing.RunAsync(context, default, edits => edits.ArchiveAsync(id, expected, ct), ct);
    }

    /// <summary>Takes a post out of the archive or the trash, as a draft.</summary>
    /// <param name="id">The post's id.</param>
    internal static Task<IResult> RestorePost(Guid id, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        return writing.RunAsync(context, default, edits => edits.RestoreAsync(id, expected, ct), ct);
    }
}
