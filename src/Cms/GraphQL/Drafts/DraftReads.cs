using Cms.Access;
using Cms.Content;
using Cms.Content.Delivery;
using Cms.Content.Drafts;
using Cms.Content.Posts;
using Cms.GraphQL.Paging;
using Cms.GraphQL.Terms;
using GraphQL;

namespace Cms.GraphQL.Drafts;

/// <summary>The answers of <c>post</c> and <c>posts</c> to those who ask for working copies, and may.</summary>
internal static class DraftReads
{
    public static async Task<object?> FindAsync(IResolveFieldContext context, Guid? id, string? slug, string? language, string? path)
    {
        var ct = context.CancellationToken;
        return await ReadAsync(
            context,
            copies => id is { } key ? copies.FindByIdAsync(key, ct) : slug is not null ? copies.FindBySlugAsync(slug, language, ct) : copies.FindByPathAsync(path!, ct)) is { } found
            ? new DraftPost(found)
            : null;
    }

    public static async Task<object?> ListAsync(IResolveFieldContext context)
    {
        var page = PageArguments.Read(context);
        if (page.Before is not null || page.FromEnd || context.GetArgument<object?>("order") is not null)
        {
            throw new ContentException(new ContentError.InvalidParameter(
                "version", "Working copies come the last changed first, and go on with 'first' and 'after'. Leave out 'order', 'last' and 'before'."));
        }

        var statuses = StatusesOf(context.GetArgument<PostFilter?>("where")).Distinct().ToList();
        var ct = context.CancellationToken;
        var found = await ReadAsync(context, copies => copies.ListAsync(new WorkingCopyQuery(statuses, page.Limit, page.After), ct));
        return new Connection<DeliveredPost>(
            [.. found.Items.Select(copy => new DraftPost(copy))],
            found.Cursors,
            found.HasNext,
            page.After is not null,
            async _ => TermType.Count(await ReadAsync(context, copies => copies.CountAsync(statuses, ct))));
    }

    private static Task<T> ReadAsync<T>(IResolveFieldContext context, Func<WorkingCopies, Task<T>> ask) =>
        context.Operation().Writers.ReadAsync(Scopes.Preview, services => ask(services.Copies), context.CancellationToken);

    private static IEnumerable<PostStatus> StatusesOf(PostFilter? filter) => filter switch
    {
        null => Enum.GetValues<PostStatus>(),
        PostFilter.Statuses statuses => statuses.Values,
        PostFilter.And all => all.Of.Select(StatusesOf).Aggregate((IEnumerable<PostStatus>)Enum.GetValues<PostStatus>(), (one, other) => one.Intersect(other)),
        PostFilter.Or any => any.Of.SelectMany(StatusesOf),
        _ => throw new ContentException(new ContentError.InvalidParameter("where", "Of working copies, 'where' takes conditions on 'status' alone.")),
    };
}
