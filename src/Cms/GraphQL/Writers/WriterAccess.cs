using Cms.Access;
using Cms.Content;
using Cms.Content.Access;
using Cms.Content.Posts;
using Cms.GraphQL.Drafts;
using Cms.GraphQL.Loading;
using Cms.GraphQL.Previews;

namespace Cms.GraphQL.Writers;

/// <summary>What those who come with a key may read and do in one operation.</summary>
internal sealed class WriterAccess(HttpContext http, StoreReads reads, WriterServices services)
{
    /// <summary>Whether the answer may hold what readers don't get, and so is nothing to keep.</summary>
    public bool WasAsked { get; private set; }

    /// <exception cref="Answers.ProblemException">The caller lacks the scope.</exception>
    public void Require(string scope)
    {
        AccessRefusals.Require(http, scope);
        WasAsked = true;
    }

    /// <summary>Reads what takes a scope.</summary>
    public Task<T> ReadAsync<T>(string scope, Func<WriterServices, Task<T>> ask, CancellationToken ct)
    {
        Require(scope);
        return reads.InTurnAsync(() => ask(services), ct);
    }

    /// <summary>Null for what is not there, as other questions of one thing are answered.</summary>
    /// <typeparam name="T">What was asked for.</typeparam>
    /// <typeparam name="TError">How the store says that there is none.</typeparam>
    public static async Task<T?> OrNoneAsync<T, TError>(Task<T> asked)
        where T : class
        where TError : ContentError
    {
        try
        {
            return await asked;
        }
        catch (ContentException none) when (none.Error is TError)
        {
            return null;
        }
    }

    /// <summary>Reads what takes the scope to preview, and may name the address that was asked.</summary>
    public Task<T> PreviewAsync<T>(Func<WriterServices, HttpRequest, Task<T>> ask, CancellationToken ct) =>
        ReadAsync(Scopes.Preview, known => ask(known, http.Request), ct);

    /// <summary>Edits in a transaction of its own, and shows the post as it is then.</summary>
    public Task<DraftPost> WriteAsync(Func<PostEdits, Task<Post>> edit, CancellationToken ct) =>
        ChangeAsync(async edits => new DraftPost(await services.Copies.ShowAsync(edits, await edit(edits), ct)), ct);

    /// <summary>Edits in a transaction of its own.</summary>
    public Task<T> ChangeAsync<T>(Func<PostEdits, Task<T>> edit, CancellationToken ct) => services.Posts.WriteAsync(http.Actor(), edit, ct);

    /// <summary>Makes a preview link, or ends one.</summary>
    public Task<T> ChangePreviewsAsync<T>(Func<PreviewAccess, HttpRequest, PostEdits, Task<T>> work, CancellationToken ct) =>
        ChangeAsync(edits => work(services.Previews, http.Request, edits), ct);

    /// <summary>Does what is no edit of a post, in the caller's name.</summary>
    public Task<T> DoAsync<T>(Func<WriterServices, Actor, Task<T>> work) => work(services, http.Actor());
}
