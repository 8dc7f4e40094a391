using Cms.Content.Links;
using Cms.Content.Posts.BulkWriting;
using Cms.Content.Posts.Prepared;
using Cms.Content.Search;
using Cms.Content.Sources;
using Cms.Content.Storage;
using Cms.Markdown.Templates;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace Cms.Content.Posts;

/// <summary>
/// Makes published copies anew where their posts have not changed, and yet what readers are to see of them has: by the configuration of their source, or
/// by the posts that they name. No revision changes.
/// </summary>
internal sealed class CopyRenewal(PublishedCopies copies, NamedPosts named)
{
    // Rendered on all cores within a fraction of a second, and held in a few megabytes.
    private const int PostsAtOnce = 500;

    /// <summary>Renders the published posts of a source, in the transaction that has changed it. The caller holds the lock on addresses.</summary>
    /// <param name="isRendered">Which posts the transaction has rendered already: of those, only the ones that name others are rendered again, as these may have moved.</param>
    public async Task RenewAsync(ContentTransaction transaction, Source source, Func<Guid, bool> isRendered, CancellationToken ct)
    {
        var rendering = SourceRendering.For(source);
        foreach (var ids in (await PublishedOfAsync(transaction, source.Id, ct)).Chunk(PostsAtOnce))
        {
            var posts = (await PublishedAsync(transaction.Session, await transaction.Session.LoadManyAsync<Post>(ct, ids), ct))
                .Where(post => !isRendered(post.Id) || NamesIn(post, rendering).Count > 0)
                .Select(post => (post, rendering)).ToList();
            await WriteAsync(transaction.Transaction, await RenderAsync(transaction.Transaction, posts, ct), ct);
            transaction.Changed.Touch(posts.Select(one => one.post.Id));
        }
    }

    /// <summary>
    /// Has published posts say where those are that their texts name by their files, after some of these went out, moved or were withdrawn within the
    /// transaction. The caller holds the lock on addresses.
    /// </summary>
    public async Task RenewNamingAsync(ContentTransaction transaction, IReadOnlyCollection<Post> changed, CancellationToken ct)
    {
        var ofSources = changed.Where(post => post.SourceId is not null).ToList();
        if (ofSources.Count == 0)
        {
            return;
        }

        foreach (var ids in (await NamingAsync(transaction, ofSources, ct)).Chunk(PostsAtOnce))
        {
            var posts = await PublishedAsync(transaction.Session, await transaction.Session.LoadManyAsync<Post>(ct, ids), ct);
            var sources = (await transaction.Session.LoadManyAsync<Source>(ct, [.. posts.Select(post => post.SourceId!.Value).Distinct()])).ToDictionary(source => source.Id, SourceRendering.For);
            var rendered = await RenderAsync(transaction.Transaction, [.. posts.Select(post => (post, sources[post.SourceId!.Value]))], ct);
            var others = await ChangedAsync(transaction.Transaction, rendered, ct);
            await WriteAsync(transaction.Transaction, others, ct);
            transaction.Changed.Touch(others.Select(copy => copy.Id));
        }
    }

    /// <summary>The posts as their readers see them; those that none sees are left out.</summary>
    public static async Task<IReadOnlyList<Post>> PublishedAsync(IDocumentSession session, IReadOnlyCollection<Post> posts, CancellationToken ct)
    {
        List<Post> published = new(posts.Count);
        foreach (var post in posts)
        {
            if (post.PublishedRevision is { } revision && (revision == post.Revision ? post : await PostRevisions.AtAsync(session, post.Id, revision, ct)) is { } seen)
            {
                published.Add(seen);
            }
        }

        return published;
    }

    /// <summary>Renders posts as their readers see them, each with the addresses of the posts that it names as they are within the transaction.</summary>
    public async Task<PublishedRows[]> RenderAsync(NpgsqlTransaction transaction, IReadOnlyList<(Post Post, SourceRendering Source)> posts, CancellationToken ct)
    {
        var names = await NamesAsync(transaction, posts, ct);
        var rendered = new PublishedRows[posts.Count];
        await Task.Run(() => Parallel.For(0, posts.Count, new() { CancellationToken = ct }, at =>
        {
            var (post, source) = posts[at];
            rendered[at] = new PublishedRows(copies.Of(post, source, names[post.Id]));
        }), ct);
        return rendered;
    }

    /// <summary>What each of the posts names, as the transaction has it.</summary>
    public async Task<IReadOnlyDictionary<Guid, Dictionary<PostReference, PostTarget>>> NamesAsync(
        NpgsqlTransaction transaction, IReadOnlyList<(Post Post, SourceRendering Source)> posts, CancellationToken ct)
    {
        var found = await named.FindAsync(
            [.. posts.SelectMany(post => NamesIn(post.Post, post.Source).Select(reference => (post.Post.Id, post.Post.SourceId!.Value, reference)))], ct, transaction);
        return posts.ToDictionary(post => post.Post.Id, post => found.GetValueOrDefault(post.Post.Id, []).ToDictionary(name => name.Reference, name => name.Target));
    }

    /// <summary>Those copies that are not what is stored of them.</summary>
    public static async Task<IReadOnlyList<PublishedRows>> ChangedAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> rendered, CancellationToken ct)
    {
        var stored = await PreparedPosts.ReadAsync(transaction, [.. rendered.Select(copy => copy.Id)], ct);
        return [.. rendered.Where(copy => !stored.TryGetValue(copy.Id, out var row)
            || !row.Links.AsSpan().SequenceEqual(copy.PreparedLinks) || !row.Post.AsSpan().SequenceEqual(copy.PreparedPost))];
    }

    /// <summary>Replaces what was stored of published copies, their terms aside: those are the post's own.</summary>
    public static async Task WriteAsync(NpgsqlTransaction transaction, IReadOnlyCollection<PublishedRows> renewed, CancellationToken ct)
    {
        if (renewed.Count == 0)
        {
            return;
        }

        Guid[] ids = [.. renewed.Select(copy => copy.Id)];
        await using (var update = new NpgsqlCommand(
            $"update {ContentTables.PublishedPosts} p set data = n.data, mt_last_modified = transaction_timestamp() from unnest($1, $2) n(id, data) where p.id = n.id",
            transaction.Connection,
            transaction))
        {
            update.Parameters.Add(new() { Value = ids });
            update.Parameters.Add(new() { Value = renewed.Select(copy => PostChangeJson.Write(copy.Copy.Post)).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Jsonb });
            await update.ExecuteNonQueryAsync(ct);
        }

        await CarriedLinks.RemoveAsync(transaction, ids, ct);
        await CarriedLinks.CopyAsync(transaction, renewed, ct);
        await PreparedPosts.ReplaceAsync(transaction, renewed, ct);
        await SearchQueue.EnqueueLaterAsync(transaction, ids, ct);
    }

    public static IReadOnlyCollection<PostReference> NamesIn(Post post, SourceRendering source) =>
        post.SourceId is null ? [] : PostReference.In(post.Content.Markdown, source.Options.TemplateLanguage);

    // The texts that may name one of the posts, and those of the posts themselves: each may name one that was written beside it.
    private static async Task<Guid[]> NamingAsync(ContentTransaction transaction, List<Post> wanted, CancellationToken ct)
    {
        await using var command = transaction.Command(
            $"""
             select array(
               select b.id from {ContentTables.PublishedBodies} b join {ContentTables.PublishedPosts} p on p.id = b.id
               where b.may_name and (p.id = any($1) or exists (
                 select from unnest($2::uuid[], $3::text[]) n(source_id, file_name) where n.source_id = p.source_id and strpos(b.markdown, n.file_name) > 0))
               order by b.id)
             """,
            wanted.ConvertAll(post => post.Id).ToArray(),
            wanted.ConvertAll(post => post.SourceId!.Value).ToArray(),
            wanted.ConvertAll(post => PostReference.NameOf(post.Origin!.File)).ToArray());
        return (Guid[])(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task<Guid[]> PublishedOfAsync(ContentTransaction transaction, Guid sourceId, CancellationToken ct)
    {
        await using var command = transaction.Command($"select array(select id from {ContentTables.PublishedPosts} where source_id = $1 order by id)", sourceId);
        return (Guid[])(await command.ExecuteScalarAsync(ct))!;
    }
}
