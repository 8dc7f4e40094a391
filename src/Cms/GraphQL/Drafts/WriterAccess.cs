using Cms.Access;
using Cms.Content.Drafts;
using Cms.Content.Posts;
using Cms.GraphQL.Loading;
using Cms.GraphQL.Previews;

namespace Cms.GraphQL.Drafts;

/// <summary>What those who write may read and do in one operation.</summary>
internal sealed class WriterAccess(HttpContext http, StoreReads reads, WorkingCopies copies, PostWriter writer, PreviewAccess previews)
{
    /// <exception cref="Answers.ProblemException">The caller lacks the scope.</exception>
    public void Require(string scope) => AccessRefusals.Require(http, scope);

    /// <summary>Asks for working copies, if the caller may preview.</summary>
    public Task<T> ReadAsync<T>(Func<WorkingCopies, Task<T>> ask, CancellationToken ct)
    {
        Require(Scopes.Preview);
        return reads.InTurnAsync(() => ask(copies), ct);
    }

    /// <summary>Edits in a transaction of its own, and shows the post as it is then.</summary>
    public Task<DraftPost> WriteAsync(Func<PostEdits, Task<Post>> edit, CancellationToken ct) =>
        writer.WriteAsync(http.Actor(), async edits => new DraftPost(await copies.ShowAsync(edits, await edit(edits), ct)), ct);

    /// <summary>Edits in a transaction of its own.</summary>
    public Task<T> ChangeAsync<T>(Func<PostEdits, Task<T>> edit, CancellationToken ct) => writer.WriteAsync(http.Actor(), edit, ct);

    /// <summary>Makes a preview link, or ends one.</summary>
    public Task<T> PreviewAsync<T>(Func<PreviewAccess, HttpRequest, PostEdits, Task<T>> work, CancellationToken ct) =>
        writer.WriteAsync(http.Actor(), edits => work(previews, http.Request, edits), ct);

    public Task PurgeAsync(Guid id, ExpectedRevision expected, CancellationToken ct) =>
        writer.WriteAsync(
            http.Actor(),
            async edits =>
            {
                await edits.PurgeAsync(id, expected, ct);
                return id;
            },
            ct);
}
