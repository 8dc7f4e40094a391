using Cms.Access;
using Cms.Answers;
using Cms.Content.Posts;
using Cms.Content.Taxonomies;
using Cms.Rest.Posts;
using Cms.Rest.Queries;

namespace Cms.Rest.Terms;

/// <summary>Renames, describes, merges and deletes tags, categories and authors, across all posts. All of it needs a key.</summary>
internal static class TermWriteEndpoints
{
    public static void MapTermWriting(this IEndpointRouteBuilder routes)
    {
        var tags = routes.MapGroup("/tags").WithTags("Tags").RequireAuthorization(Scopes.Write);
        tags.MapPatch(PatchTag).WithName(nameof(PatchTag)).TakesBody<TermRequest>(PostBody.MergePatch, MediaTypes.Json);
        tags.MapMerge(MergeTag).WithName(nameof(MergeTag));
        tags.MapDelete(DeleteTag).WithName(nameof(DeleteTag));
        var categories = routes.MapGroup("/categories").WithTags("Categories").RequireAuthorization(Scopes.Write);
        categories.MapPatch(PatchCategory).WithName(nameof(PatchCategory)).TakesBody<TermRequest>(PostBody.MergePatch, MediaTypes.Json);
        categories.MapMerge(MergeCategory).WithName(nameof(MergeCategory));
        categories.MapDelete(DeleteCategory).WithName(nameof(DeleteCategory));
        var authors = routes.MapGroup("/authors").WithTags("Authors").RequireAuthorization(Scopes.Write);
        authors.MapPatch(PatchAuthor).WithName(nameof(PatchAuthor)).TakesBody<AuthorProfileRequest>(PostBody.MergePatch, MediaTypes.Json);
        authors.MapMerge(MergeAuthor).WithName(nameof(MergeAuthor));
        authors.MapDelete(DeleteAuthor).WithName(nameof(DeleteAuthor));
    }

    /// <summary>Renames or describes a tag.</summary>
    /// <remarks>The body is a JSON merge patch (RFC 7396). A new name shows on all posts at once and changes no post's revision; the old name and slug lead to the tag from then on.</remarks>
    /// <param name="slug">The tag's slug of today.</param>
    internal static Task<IResult> PatchTag(string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct) =>
        PatchAsync(Taxonomy.Tag, slug, context, rules, writing, ct);

    /// <summary>Merges a tag into another one.</summary>
    /// <remarks>All posts that carry it carry the other one from then on, and its names and slugs lead there. The answer is the other one.</remarks>
    /// <param name="slug">The slug of today of the tag that goes.</param>
    internal static Task<IResult> MergeTag(string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct) =>
        MergeAsync(Taxonomy.Tag, slug, context, rules, writing, ct);

    /// <summary>Takes a tag off all posts.</summary>
    /// <remarks>A post that names it again later brings it back, as does restoring a revision that did.</remarks>
    /// <param name="slug">The tag's slug of today.</param>
    internal static Task<IResult> DeleteTag(string slug, HttpContext context, PostWriting writing, CancellationToken ct) =>
        DeleteAsync(Taxonomy.Tag, slug, context, writing, ct);

    /// <summary>Renames or describes a category.</summary>
    /// <remarks>The body is a JSON merge patch (RFC 7396). A new name shows on all posts at once, changes no post's revision and moves no post's path; the old name and slug lead to the category from then on.</remarks>
    /// <param name="slug">The category's slug of today.</param>
    internal static Task<IResult> PatchCategory(string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct) =>
        PatchAsync(Taxonomy.Category, slug, context, rules, writing, ct);

    /// <summary>Merges a category into another one.</summary>
    /// <remarks>All posts that are in it are in the other one from then on, and its names and slugs lead there. The answer is the other one.</remarks>
    /// <param name="slug">The slug of today of the category that goes.</param>
    internal static Task<IResult> MergeCategory(string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct) =>
        MergeAsync(Taxonomy.Category, slug, context, rules, writing, ct);

    /// <summary>Takes a category off all posts.</summary>
    /// <remarks>A post that names it again later brings it back, as does restoring a revision that did.</remarks>
    /// <param name="slug">The category's slug of today.</param>
    internal static Task<IResult> DeleteCategory(string slug, HttpContext context, PostWriting writing, CancellationToken ct) =>
        DeleteAsync(Taxonomy.Category, slug, context, writing, ct);

    /// <summary>Renames an author or changes the profile.</summary>
    /// <remarks>The body is a JSON merge patch (RFC 7396). A new name shows on all posts at once and changes no post's revision; the old name and slug lead to the author from then on.</remarks>
    /// <param name="slug">The author's slug of today.</param>
    internal static Task<IResult> PatchAuthor(string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct) =>
        PatchAsync(Taxonomy.Author, slug, context, rules, writing, ct);

    /// <summary>Merges an author into another one.</summary>
    /// <remarks>All posts of the one are the other one's from then on, and names and slugs lead there. The answer is the other one.</remarks>
    /// <param name="slug">The slug of today of the author that goes.</param>
    internal static Task<IResult> MergeAuthor(string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct) =>
        MergeAsync(Taxonomy.Author, slug, context, rules, writing, ct);

    /// <summary>Takes an author off all posts.</summary>
    /// <remarks>A post that names the author again later brings the profile back, as does restoring a revision that did.</remarks>
    /// <param name="slug">The author's slug of today.</param>
    internal static Task<IResult> DeleteAuthor(string slug, HttpContext context, PostWriting writing, CancellationToken ct) =>
        DeleteAsync(Taxonomy.Author, slug, context, writing, ct);

    private static RouteHandlerBuilder MapPatch(this IEndpointRouteBuilder group, Delegate handler) =>
        group.MapChangeOf("PATCH", "/{slug}", handler).Produces<ManagedTermResponse>();

    private static RouteHandlerBuilder MapMerge(this IEndpointRouteBuilder group, Delegate handler) =>
        group.MapChangeOf("POST", "/{slug}/merge", handler).Produces<ManagedTermResponse>().TakesBody<MergeRequest>(MediaTypes.Json);

    private static RouteHandlerBuilder MapDelete(this IEndpointRouteBuilder group, Delegate handler) =>
        group.MapChangeOf("DELETE", "/{slug}", handler).Produces(StatusCodes.Status204NoContent);

    private static async Task<IResult> PatchAsync(Taxonomy taxonomy, string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        var body = await RequestBody.ReadAsync(context.Request, [PostBody.MergePatch, MediaTypes.Json], MostBytes(rules), ct);
        var members = new JsonMembers(body.ReadObject(), taxonomy == Taxonomy.Author ? AuthorProfileRequest.Names : TermRequest.Names);
        var (name, description, url, bio, email) = (members.Text("name"), members.Text("description"), members.Text("url"), members.Text("bio"), members.Text("email"));
        if (members.IsNull("name"))
        {
            members.Refuse("name", "It needs one. Leave 'name' out to keep it.");
        }

        members.Done();
        return await writing.RunAsync(
            context,
            body.Bytes,
            async edits => AnswerOf(await edits.Terms.ReviseAsync(
                TermAddress.Of(taxonomy, slug),
                expected,
                profile => profile with
                {
                    Name = name ?? profile.Name,
                    Description = members.Has("description") ? description : profile.Description,
                    Url = members.Has("url") ? url : profile.Url,
                    Bio = members.Has("bio") ? bio : profile.Bio,
                    Email = members.Has("email") ? email : profile.Email,
                },
                ct)),
            ct);
    }

    private static async Task<IResult> MergeAsync(Taxonomy taxonomy, string slug, HttpContext context, PostRules rules, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        var body = await RequestBody.ReadAsync(context.Request, [MediaTypes.Json], MostBytes(rules), ct);
        var members = new JsonMembers(body.ReadObject(), ["into"]);
        var into = members.Text("into");
        if (into is null || into.Contains('\0', StringComparison.Ordinal))
        {
            members.Refuse("into", "Say with its slug into which one this is to be merged.");
        }

        members.Done();
        return await writing.RunAsync(
            context,
            body.Bytes,
            async edits => AnswerOf(await edits.Terms.MergeAsync(TermAddress.Of(taxonomy, slug), expected, TermAddress.Of(taxonomy, into!), ct)),
            ct);
    }

    private static Task<IResult> DeleteAsync(Taxonomy taxonomy, string slug, HttpContext context, PostWriting writing, CancellationToken ct)
    {
        var expected = IfMatch.Read(context.Request);
        return writing.RemoveAsync(context, edits => edits.Terms.RemoveAsync(TermAddress.Of(taxonomy, slug), expected, ct), ct);
    }

    // JSON may need six bytes for one of a text (\u00fc).
    private static long MostBytes(PostRules rules) => (12L * rules.Limits.Text) + (6L * rules.Limits.Url) + 100_000;

    private static KeptAnswer AnswerOf(ManagedTerm term) =>
        new(StatusCodes.Status200OK, Json.ContentType, Json.Write(ManagedTermResponse.From(term)), ETag: WriterAnswer.TagOf(term.Term.Revision));
}
